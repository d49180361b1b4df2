import type { Figures } from './figures';

export type WaitingPart =
  | 'Network'
  | 'Network and gateway'
  | 'Gateway'
  | 'Gateway and integration'
  | 'Authorizer'
  | 'Cold start'
  | 'Integration';

/** AWS rounds to whole milliseconds, and each figure for itself. */
const ROUNDING_MS = 2;

type Part = [name: WaitingPart, milliseconds: number | null];

/**
 * Divides the time until the first byte by what the gateway measured. What is not known stays whole, under a name that
 * says so; null where nothing is known, or the figures contradict what was measured here.
 */
export function splitWaiting(
  firstByte: number,
  figures: Figures,
): { name: WaitingPart; milliseconds: number }[] | null {
  const { authorizer, integration } = figures;
  const response = figures.response !== null && figures.response <= firstByte + ROUNDING_MS ? figures.response : null;
  if (response === null && integration === null && authorizer === null) return null;
  const within = (authorizer ?? 0) + (integration ?? 0);
  if (within > (response ?? firstByte) + ROUNDING_MS) return null;
  const before: Part[] =
    response === null
      ? [['Network and gateway', Math.max(0, firstByte - within)]]
      : splitOutside(firstByte, Math.max(response, within), { within, figures });
  const all: Part[] = [...before, ['Authorizer', authorizer], ...splitIntegration(figures)];
  return all.flatMap(([name, milliseconds]) => (milliseconds === null ? [] : [{ name, milliseconds }]));
}

/** What is outside of the gateway, and what inside of it no part is known of. */
function splitOutside(
  firstByte: number,
  response: number,
  { within, figures }: { within: number; figures: Figures },
): Part[] {
  const isWhole = figures.integration !== null || figures.notCalled;
  return [
    ['Network', Math.max(0, firstByte - response)],
    [isWhole ? 'Gateway' : 'Gateway and integration', response - within],
  ];
}

function splitIntegration({ integration, init }: Figures): Part[] {
  if (integration === null || init === null || init > integration + ROUNDING_MS) return [['Integration', integration]];
  const cold = Math.min(init, integration);
  return [
    ['Cold start', cold],
    ['Integration', integration - cold],
  ];
}
