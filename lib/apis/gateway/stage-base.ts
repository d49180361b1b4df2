import 'server-only';
import type { Through } from '@/lib/apis/domains/contract';
import { baseThrough } from '@/lib/apis/domains/through';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { type ResolvedBase, resolveBase } from './base';

/** One API: what is known of it, else what AWS says. */
export type SummaryOf = (aws: AwsClients, api: ApiRef, signal: AbortSignal) => Promise<ApiSummary>;

interface Asked {
  api: ApiRef;
  stage: string;
  /** Below the stage; a custom domain may give it to something else. */
  path?: string | undefined;
  base?: string | undefined;
  through?: Through | undefined;
}

interface Asking {
  aws: AwsClients;
  summaryOf: SummaryOf;
  signal: AbortSignal;
}

/** Where a request to a stage goes: through the custom domain that it names, else to the stage's own address. */
export async function stageBase(
  { api, stage, path, base, through }: Asked,
  { aws, summaryOf, signal }: Asking,
): Promise<ResolvedBase> {
  if (through) return baseThrough(aws, { api, stage, path }, through);
  return resolveBase(aws, await summaryOf(aws, api, signal), stage, base?.replace(/^ws/, 'http'));
}
