import { queryOptions } from '@tanstack/react-query';
import { listLogs } from '@/app/log-actions';
import { answered } from '@/components/shell/answer';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';

/** Where the logs of an API are, and what CloudWatch Logs says of them. */
export const logPlacesQuery = (api: ApiRef) =>
  queryOptions({
    queryKey: ['logs', accountKey(api.account), apiKey(api)],
    queryFn: () => answered(listLogs(api)),
    staleTime: 60_000,
  });
