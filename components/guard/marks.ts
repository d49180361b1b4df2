import { localSlot } from '@/components/store';
import type { ApiRef } from '@/lib/core/api';

/** What is marked production, by key; the value is the name that is typed to confirm. */
export type Marks = Readonly<Record<string, string>>;

/** The name by which the credentials go that no profile gives. */
export const DEFAULT_CREDENTIALS = 'default';

const marks = (value: unknown): Marks | null =>
  typeof value === 'object' && value !== null && Object.values(value).every((name) => typeof name === 'string')
    ? (value as Marks)
    : null;

/** Stages, and whole APIs of kinds that have none, for every profile with which one reaches them. */
export const stageMarks = localSlot<Marks>('production-stages', { fallback: {}, parse: marks });
/** Profiles of the AWS config. */
export const profileMarks = localSlot<Marks>('production-profiles', { fallback: {}, parse: marks });
/** The person looks only: nothing that may change something leaves this browser. */
export const lookOnly = localSlot<boolean>('read-only', {
  fallback: false,
  parse: (value) => (typeof value === 'boolean' ? value : null),
});

/** The server says so in the page; it refuses by itself whatever is sent. */
export function startedReadOnly(): boolean {
  return typeof document !== 'undefined' && document.documentElement.dataset.readOnly === 'started';
}

/** A stage goes by its API and region alone: whoever asks, it is the same. `stage` is empty for kinds that have none. */
export function stageKey({ kind, id, account }: ApiRef, stage: string): string {
  return `${account.region} ${kind}/${id} ${stage}`;
}

export function profileName(profile: string | null | undefined): string {
  return profile || DEFAULT_CREDENTIALS;
}

export function withMark(all: Marks, key: string, name: string): Marks {
  return { ...all, [key]: name };
}

export function withoutMark(all: Marks, key: string): Marks {
  return Object.fromEntries(Object.entries(all).filter(([one]) => one !== key));
}
