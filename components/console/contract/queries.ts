import { queryOptions } from '@tanstack/react-query';
import { readContract } from '@/app/actions';
import { answered } from '@/components/shell/answer';
import type { ContractInput } from '@/lib/apis/gateway/contract';
import { accountKey, apiKey } from '@/lib/core/keys';

export type ContractFormat = ContractInput['format'];

/** What a stage has deployed, as AWS exports it. A refusal stays one until somebody tries again. */
export const contractQuery = ({ api, stage, format }: ContractInput) =>
  queryOptions({
    queryKey: ['contract', accountKey(api.account), apiKey(api), stage, format],
    queryFn: () => answered(readContract({ api, stage, format })),
    staleTime: 30_000,
    retry: false,
  });
