import type { ConfiguredLog } from '@/lib/logs/contract';

/** The log that AppSync writes of an API, in a group that it names by the API's id. `level` is null where the API has none. */
export function executionLog(apiId: string, level: string | null): ConfiguredLog {
  return {
    id: 'execution',
    role: 'execution',
    stage: null,
    routes: [],
    label: 'Log of the API',
    destination: level === null ? null : { type: 'group', group: `/aws/appsync/apis/${apiId}` },
    format: null,
    level,
    assumed: false,
  };
}
