'use server';

import { z } from 'zod';
import * as dispatch from '@/lib/apis/dispatch';
import { ApiRef } from '@/lib/core/api';
import { parse } from '@/lib/core/parse';
import { InsightsInput } from '@/lib/logs/contract';
import * as insights from '@/lib/logs/insights';
import { answer, stream } from '@/lib/wire/server/action';

/** Where the logs of an API are: access logs, execution logs, and those of the functions behind its routes. */
export async function listLogs(api: ApiRef) {
  return answer(async (signal) => dispatch.logPlaces(parse(ApiRef, api), signal));
}

/** Runs a query of CloudWatch Logs Insights; `name` is what stops it. */
export async function runInsights(input: InsightsInput, name: string) {
  return stream((signal) => insights.runInsights(parse(InsightsInput, input), signal), parse(z.uuid(), name));
}
