'use server';

import { z } from 'zod';
import * as dispatch from '@/lib/apis/dispatch';
import { profiles } from '@/lib/apis/profiles';
import { AccountRef } from '@/lib/core/account';
import { ApiRef, CrawlPace } from '@/lib/core/api';
import { parse } from '@/lib/core/parse';
import { type Ask, Asks } from '@/lib/diagnosis/findings';
import { StreamName } from '@/lib/wire/reply';
import { answer, stopStream, stream } from '@/lib/wire/server/action';

const DiscoverOptions = z.object({ refresh: z.boolean() });

/** The profiles to choose from, and what is used when none is chosen. */
export async function listProfiles() {
  return answer(() => profiles());
}

/** Who we are in an account. */
export async function identify(account: AccountRef) {
  return answer(async (signal) => dispatch.identify(parse(AccountRef, account), signal));
}

/** All APIs of an account and region, as they are found. */
export async function discover(account: AccountRef, options: { refresh: boolean } = { refresh: false }) {
  return stream((signal) => dispatch.discover(parse(AccountRef, account), parse(DiscoverOptions, options), signal));
}

/** The route lists of all APIs, for search. */
export async function crawl(account: AccountRef, pace: CrawlPace) {
  return stream((signal) => dispatch.crawl(parse(AccountRef, account), parse(CrawlPace, pace), signal));
}

/** Everything about one API. */
export async function describe(api: ApiRef) {
  return answer(async (signal) => dispatch.describe(parse(ApiRef, api), signal));
}

/** An address that opens a WebSocket as somebody with AWS credentials, for a program that cannot sign. It is kept nowhere. */
export async function presign(input: unknown) {
  return answer(async (signal) => dispatch.presign(input, signal));
}

/** The routes of one API, for the tree. */
export async function listTargets(api: ApiRef) {
  return answer(async (signal) => dispatch.targets(parse(ApiRef, api), signal));
}

/** The GraphQL schema of an API, as AWS tells it. */
export async function readSchema(api: ApiRef) {
  return answer(async (signal) => dispatch.schema(parse(ApiRef, api), signal));
}

/** What a stage has deployed, as OpenAPI. */
export async function readContract(input: unknown) {
  return answer(async (signal) => dispatch.contract(input, signal));
}

/** Stops a stream to which the browser gave a name when it began. */
export async function stop(name: string) {
  return answer(async () => stopStream(parse(StreamName, name)));
}

/** What only AWS can tell about a failed call, each finding as it comes; `name` is what stops it. */
export async function gatherEvidence(api: ApiRef, asks: Ask[], name: string) {
  return stream((signal) => dispatch.evidence(parse(ApiRef, api), parse(Asks, asks), signal), name);
}

/** What one of an API's authorizers says to a token, asked past its memory. */
export async function testAuthorizer(input: unknown) {
  return answer(async (signal) => dispatch.testAuthorizer(input, signal));
}
