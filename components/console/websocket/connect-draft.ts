import { throughIn } from '@/components/console/domains/addresses';
import { type DraftRow, liveRows } from '@/components/console/draft/draft';
import { type DraftProblem, headerProblem } from '@/components/console/draft/draft-problems';
import type { WebSocketConnectInput } from '@/lib/apis/websocket/contract';
import { MASK, redactHeader, redactQuery } from '@/lib/core/redact';
import { KeptDrafts } from './kept-drafts';

/** How a person wants to connect. As whom is no part of it. */
export interface ConnectDraft {
  /** What the next session is called; empty for the name of the identity. */
  name: string;
  query: DraftRow[];
  headers: DraftRow[];
  /** As typed: `chat.v1, chat.v2`. */
  subprotocols: string;
  keepAlive: boolean;
  keepAliveSeconds: number;
  reconnect: boolean;
  attempts: number;
  timeoutMs: number;
  /** The id of a key of the account; null for none. */
  keyId: string | null;
  /** The signature goes into the query, as browsers have to send it. */
  presigned: boolean;
  /** A base address that corrects the one worked out for an emulator; empty for none. */
  base: string;
  /** Through which address of the stage: empty, or the place of a custom domain (`domains/addresses`). */
  through: string;
}

export const NEW_CONNECT_DRAFT: ConnectDraft = {
  name: '',
  query: [],
  headers: [],
  subprotocols: '',
  keepAlive: false,
  keepAliveSeconds: 300,
  reconnect: false,
  attempts: 10,
  timeoutMs: 30_000,
  keyId: null,
  presigned: false,
  base: '',
  through: '',
};

export const connectDrafts = new KeptDrafts<ConnectDraft>('connect', { parse, redact });

/** A draft as text that a session may carry over a reload: secrets are masked. */
export function connectDraftAsText(draft: ConnectDraft): string {
  return JSON.stringify(redact(draft));
}

export function connectDraftOf(text: string | undefined): ConnectDraft | null {
  return text === undefined ? null : parse(JSON.parse(text));
}

/** What a draft adds to who connects and where. */
export function connectOptions(draft: ConnectDraft): Omit<WebSocketConnectInput, 'api' | 'stage' | 'auth'> {
  const pairs = (rows: readonly DraftRow[]) => liveRows(rows).map(({ name, value }): [string, string] => [name, value]);
  return {
    query: pairs(draft.query),
    headers: pairs(draft.headers),
    subprotocols: words(draft.subprotocols),
    keyId: draft.keyId,
    presigned: draft.presigned,
    keepAliveMs: draft.keepAlive ? Math.round(draft.keepAliveSeconds * 1000) : null,
    reconnect: draft.reconnect ? { attempts: draft.attempts } : null,
    timeoutMs: draft.timeoutMs,
    ...(draft.base === '' ? {} : { base: draft.base }),
    ...throughIn({ through: draft.through, label: '' }),
  };
}

const SUBPROTOCOL = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/** Everything that must be mended before one can connect. */
export function connectProblems(draft: ConnectDraft): DraftProblem[] {
  return [
    ...draft.query.flatMap((row) => problem(`query-${row.id}`, rowProblem(row))),
    ...draft.headers.flatMap((row) => problem(`headers-${row.id}`, rowProblem(row) ?? writtenProblem(row))),
    ...settingProblems(draft),
  ];
}

function settingProblems(draft: ConnectDraft): DraftProblem[] {
  const { keepAlive, keepAliveSeconds, reconnect, attempts, timeoutMs, base } = draft;
  const odd = words(draft.subprotocols).find((word) => !SUBPROTOCOL.test(word));
  const bases = base === '' || (/^(https?|wss?):\/\//i.test(base) && URL.canParse(base));
  return [
    ...problem(
      'subprotocols',
      odd === undefined ? null : `“${odd}” is none: each is one word without quotes or slashes.`,
    ),
    ...problem(
      'keep-alive',
      !keepAlive || within(keepAliveSeconds, 1, 540) ? null : 'A ping goes every 1 to 540 seconds.',
    ),
    ...problem(
      'attempts',
      !reconnect || (Number.isInteger(attempts) && within(attempts, 1, 100)) ? null : 'From 1 to 100.',
    ),
    ...problem('timeout', within(timeoutMs, 100, 120_000) ? null : 'The time limit lies between 0.1 and 120 seconds.'),
    ...problem('base', bases ? null : 'A base address starts with wss:// or ws:// and names a host.'),
  ];
}

function problem(field: string, message: string | null): DraftProblem[] {
  return message === null ? [] : [{ field, tab: 'settings', message }];
}

const within = (value: number, least: number, most: number) => value >= least && value <= most;

function writtenProblem({ on, name, value }: DraftRow): string | null {
  return on && name !== '' ? headerProblem(name, value) : null;
}

function rowProblem(row: DraftRow): string | null {
  if (!row.on) return null;
  if (row.name === '') return row.value === '' ? null : 'Give this value a name, or switch the row off.';
  return row.value.includes(MASK) ? `${MASK} stands for a secret, which is never stored. Type it again.` : null;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function redact(draft: ConnectDraft): ConnectDraft {
  return {
    ...draft,
    query: draft.query.map((row) => ({ ...row, value: redactQuery([[row.name, row.value]])[0]?.[1] ?? '' })),
    headers: draft.headers.map((row) => ({ ...row, value: redactHeader(row.name, row.value) })),
  };
}

/** A kept draft, checked by hand and not with zod, which the page does not carry. */
function parse(value: unknown): ConnectDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as Partial<Record<keyof ConnectDraft, unknown>>;
  const draft: Record<string, unknown> = { ...NEW_CONNECT_DRAFT };
  for (const [name, usual] of Object.entries(NEW_CONNECT_DRAFT)) {
    const one = kept[name as keyof ConnectDraft];
    if (typeof one === typeof usual && !Array.isArray(usual) && usual !== null) draft[name] = one;
  }
  return {
    ...(draft as unknown as ConnectDraft),
    keyId: typeof kept.keyId === 'string' ? kept.keyId : null,
    query: rows(kept.query),
    headers: rows(kept.headers),
  };
}

function rows(value: unknown): DraftRow[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: Partial<Record<keyof DraftRow, unknown>> | null, at) => ({
    id: at + 1,
    on: row?.on !== false,
    name: typeof row?.name === 'string' ? row.name : '',
    value: typeof row?.value === 'string' ? row.value : '',
  }));
}
