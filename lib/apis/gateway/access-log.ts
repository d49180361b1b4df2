import 'server-only';
import type { ConfiguredLog } from '@/lib/logs/contract';
import { destinationOf } from '@/lib/logs/destination';

/** What a log has that nothing more is known of. */
export const NOTHING_MORE = { routes: [], format: null, level: null, assumed: false };

interface AccessLogSettings {
  destinationArn: string | undefined;
  format: string | undefined;
}

/** The access log of a stage by its settings; without a destination where it writes none. */
export function accessLogOf(stage: string, { destinationArn, format }: AccessLogSettings): ConfiguredLog {
  return {
    ...NOTHING_MORE,
    id: `access:${stage}`,
    role: 'access',
    stage,
    label: `Access log of ${stage}`,
    destination: destinationOf(destinationArn),
    format: format ?? null,
  };
}
