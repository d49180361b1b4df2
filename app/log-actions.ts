'use server';

import * as dispatch from '@/lib/apis/dispatch';
import { ApiRef } from '@/lib/core/api';
import { parse } from '@/lib/core/parse';
import { InsightsInput } from '@/lib/logs/contract';
import * as insights from '@/lib/logs/insights';
import { StoryInput } from '@/lib/logs/story/contract';
import { answer, stream } from '@/lib/wire/server/action';

/** Where the logs of an API are: access logs, execution logs, and those of the functions behind its routes. */
export async function listLogs(api: ApiRef) {
  return answer(async (signal) => dispatch.logPlaces(parse(ApiRef, api), signal));
}

/** Runs a query of CloudWatch Logs Insights; `name` is what stops it. */
export async function runInsights(input: InsightsInput, name: string) {
  return stream((signal) => insights.runInsights(parse(InsightsInput, input), signal), name);
}

/** What was logged of one request, as it is found, until it is too late; `name` is what stops it. */
export async function followRequest(input: StoryInput, name: string) {
  return stream((signal) => dispatch.followRequest(parse(StoryInput, input), signal), name);
}
