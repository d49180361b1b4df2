import { z } from 'zod';
import type { FaultSettings } from './faults';
import { parseRate } from './options';
import { REALTIME_FAULTS } from './realtime-fault';

const rate = z.strictObject({ rate: z.number().positive(), burst: z.number().min(1) });

/** What `POST /_sandbox/faults` takes: any of the settings; a throttle also as on the command line, `10:40`, null lifts it. */
const change = z.strictObject({
  latency: z.number().min(0).max(600_000).optional(),
  throttle: z.union([z.string().transform(parseRate), rate, z.null()]).optional(),
  deny: z.array(z.string().min(1)).optional(),
  drop: z.number().min(0).max(1).optional(),
  answers: z
    .record(
      z.string(),
      z.strictObject({ status: z.number().int().min(200).max(599), contentType: z.string(), body: z.string() }),
    )
    .optional(),
  realtime: z.enum(REALTIME_FAULTS).nullable().optional(),
});

export function parseFaultChange(body: unknown): Partial<FaultSettings> {
  const read = change.safeParse(body);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
}
