'use server';

import * as dispatch from '@/lib/apis/dispatch';
import { ApiRef } from '@/lib/core/api';
import { parse } from '@/lib/core/parse';
import { answer } from '@/lib/wire/server/action';

/** Where the logs of an API are: access logs, execution logs, and those of the functions behind its routes. */
export async function listLogs(api: ApiRef) {
  return answer(async (signal) => dispatch.logPlaces(parse(ApiRef, api), signal));
}
