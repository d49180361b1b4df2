import { z } from 'zod';
import type { World } from '@/sandbox/model';
import type { Sandbox } from '@/sandbox/sandbox';
import { setDelivery, setScan } from './directory';
import type { Delivery } from './model';

const ms = z.number().int().min(0).max(86_400_000);
const scan = z.strictObject({ ms: ms.nullable() });
const delivery = z.strictObject({ leastMs: ms, mostMs: ms });

/** The tests' own door to CloudWatch Logs, beneath `/_sandbox/logs`: how long lines are under way from then on, and how long an Insights query takes. */
export const LOG_HANDLES: {
  method: string;
  path: RegExp;
  handle: (sandbox: Sandbox, body: unknown, id: string) => unknown;
}[] = [
  {
    method: 'POST',
    path: /^\/_sandbox\/logs\/delivery$/,
    handle: ({ world }, body) => deliver(world, delivery.parse(body)),
  },
  {
    method: 'POST',
    path: /^\/_sandbox\/logs\/scan$/,
    handle: ({ world }, body) => setScan(world, scan.parse(body).ms),
  },
];

function deliver(world: World, given: Delivery): Delivery {
  setDelivery(world, given);
  return given;
}
