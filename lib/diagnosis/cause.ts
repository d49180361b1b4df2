import { redactText } from '@/lib/core/redact';

/** `certain`: what is at hand proves it. `likely`: it fits best. `possible`: nothing speaks against it. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** Where a piece of evidence was found. */
export type Where =
  | 'request'
  | 'answer'
  | 'header'
  | 'body'
  | 'route'
  | 'authorizer'
  | 'integration'
  | 'stage'
  | 'api'
  | 'token'
  | 'identity'
  | 'signature'
  | 'clock'
  | 'time'
  | 'lambda'
  | 'log'
  | 'network';

export interface Evidence {
  where: Where;
  /** What it is, in a word or two: `error_description`, `Audience`. */
  what: string;
  text: string;
}

/** A place of the console that one click leads to. */
export type Action =
  | { do: 'open-route'; key: string }
  | { do: 'choose-stage'; stage: string }
  | { do: 'request-tab'; tab: 'params' | 'headers' | 'body' | 'auth' | 'settings' }
  | { do: 'identity' }
  /** Another authorization mode of an API that AppSync serves; `name` is what a person calls it. */
  | { do: 'choose-mode'; id: string; name: string }
  | { do: 'facts' }
  | { do: 'logs' }
  | { do: 'read-again' }
  | { do: 'send-again' };

export interface NextStep {
  text: string;
  action: Action | null;
}

/** One reason why a call may have failed. */
export interface Cause {
  /** The same for the same reason: `token-expired`. */
  id: string;
  certainty: Certainty;
  /** One sentence: what is wrong. */
  title: string;
  evidence: Evidence[];
  next: NextStep;
  /** What would have told more and was not looked at, each with why. */
  notChecked: string[];
}

const RANK: Record<Certainty, number> = { certain: 0, likely: 1, possible: 2 };

/** The surest first; among equals in the order in which they were found. Each reason once. */
export function ordered(causes: readonly Cause[]): Cause[] {
  const once = causes.filter((cause, at) => causes.findIndex(({ id }) => id === cause.id) === at);
  return once.sort((a, b) => RANK[a.certainty] - RANK[b.certainty]);
}

/** What a cause says wherever it is found. */
export type Words = Pick<Cause, 'id' | 'title' | 'next'>;

type Told = Omit<Cause, 'certainty' | 'evidence' | 'next' | 'notChecked'> & {
  evidence?: readonly (Evidence | null)[];
  next: NextStep;
  notChecked?: readonly string[];
};

/** A cause with what may be left out filled in; evidence that there is none of is dropped. */
export function cause(certainty: Certainty, { evidence = [], notChecked = [], ...told }: Told): Cause {
  return { ...told, certainty, evidence: evidence.filter((one) => one !== null), notChecked: [...notChecked] };
}

export function next(text: string, action: Action | null = null): NextStep {
  return { text, action };
}

/** A gateway repeats what it does not understand, and functions print what they were given: secrets are masked. */
export function evidence(where: Where, what: string, text: string): Evidence {
  return { where, what, text: redactText(text) };
}
