import type { Exchange } from './exchange';

/** An exchange as an earlier visit kept it, and its body where that was text and short. */
export interface StoredAnswer {
  exchange: Exchange;
  body: string | null;
}

function isStored(value: unknown): value is StoredAnswer {
  const { exchange, body } = (value ?? {}) as Partial<StoredAnswer>;
  return (
    typeof exchange?.id === 'string' &&
    typeof exchange.place === 'string' &&
    Number.isFinite(exchange.startedAt) &&
    exchange.stored === true &&
    (body === null || typeof body === 'string')
  );
}

/** What was kept, without the entries that are not what this version keeps. Older ones do not know as whom they went. */
export function parseStored(value: unknown): StoredAnswer[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isStored).map(({ exchange, body }) => ({
    exchange: { ...exchange, as: exchange.as ?? null, foresight: exchange.foresight ?? null },
    body,
  }));
}
