import { z } from 'zod';
import type { Failure } from '@/lib/core/error';
import { StoryInput } from '@/lib/logs/story/contract';

/** The name of a Lambda function, or its ARN. */
const FunctionName = z.string().regex(/^[A-Za-z0-9:_-]{1,256}$/, 'That is no Lambda function.');

/** What only a call to AWS can tell. */
export const Ask = z.discriminatedUnion('about', [
  /** The function's resource policy: who may invoke it. */
  z.object({ about: z.literal('policy'), function: FunctionName }),
  z.object({ about: z.literal('function'), function: FunctionName }),
  /** The route keys that a stage's deployment has. */
  z.object({ about: z.literal('deployed'), stage: z.string().min(1).max(128) }),
  /** Whether AWS knows the keys that signed. `held` names credentials that the server holds; else it is a profile's, or the account's own. */
  z.object({
    about: z.literal('signer'),
    profile: z.string().max(128).nullable(),
    held: z.string().max(64).nullable(),
  }),
  /** What a custom domain of the account is now, by its host. */
  z.object({ about: z.literal('domain'), host: z.string().max(253) }),
  /** What the logs of the API and of the function say of the request. */
  StoryInput.omit({ api: true }).extend({ about: z.literal('log') }),
]);
export type Ask = z.infer<typeof Ask>;

/** All that one diagnosis may ask at once. */
export const Asks = z.array(Ask).min(1).max(12);

export interface FunctionFacts {
  runtime: string | null;
  timeoutSeconds: number | null;
  memoryMb: number | null;
  /** `Active`, `Pending`, `Inactive`, `Failed`. */
  state: string | null;
  stateReason: string | null;
  /** `Successful`, `InProgress`, `Failed`. */
  lastUpdate: string | null;
  /** How many may run at once; null for no limit of its own, and where that could not be asked. */
  reserved: number | null;
}

interface AnswerTo {
  /** Null where the function has none: nobody but its owner may invoke it. */
  policy: string | null;
  /** Null where there is no such function. */
  function: FunctionFacts | null;
  deployed: string[];
  signer: { arn: string; account: string };
  /** Null where the account has no custom domain for that host in this Region. */
  domain: DomainFound | null;
  log: Logged;
}

export interface DomainFound {
  name: string;
  /** A caller must show a certificate of its own. */
  mutualTls: boolean;
  /** As in `CustomDomain`. */
  routingMode: string | null;
  mappings: { key: string; apiId: string; stage: string | null }[];
}

export interface Logged {
  /** The line of the access log by AWS's names; null where none was found. */
  access: Record<string, string> | null;
  /** What the function wrote down in that invocation; null where none was found. */
  lines: string[] | null;
  /** The invocation is known by an id, and not by its time alone. */
  exact: boolean;
  /** Whether what stands behind the route was called; null where the logs do not tell. */
  called: boolean | null;
  /** Logs that could not be looked into. */
  unread: { chapter: string; failure: Failure }[];
}

export type Found<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface Finding {
  ask: Ask;
  found: Found<unknown>;
}

/** Looks things up among what was found, and notes what is still to be asked. */
export class Seeker {
  readonly #findings: readonly Finding[];
  readonly #wanted = new Map<string, Ask>();

  constructor(findings: readonly Finding[] = []) {
    this.#findings = findings;
  }

  /** Null where it was not asked yet; then it stands among `wanted`. */
  seek<A extends Ask>(ask: A): Found<AnswerTo[A['about']]> | null {
    const key = askKey(ask);
    const finding = this.#findings.find((one) => askKey(one.ask) === key);
    if (finding) return finding.found as Found<AnswerTo[A['about']]>;
    this.#wanted.set(key, ask);
    return null;
  }

  get wanted(): Ask[] {
    return [...this.#wanted.values()];
  }
}

/** The same for the same question. */
export function askKey(ask: Ask): string {
  return JSON.stringify(Object.entries(ask).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Why something could not be looked at: `Who may invoke notes-get was not checked, for want of lambda:GetPolicy.` */
export function unchecked(what: string, found: Found<unknown> | null): string[] {
  if (!found || found.ok) return [];
  const { code, message, detail } = found.failure;
  if (code === 'access-denied' && detail?.action) return [`${what} was not checked, for want of ${detail.action}.`];
  return [`${what} was not checked: ${message}`];
}
