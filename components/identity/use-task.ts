'use client';

import { useEffect, useRef, useState } from 'react';
import { Failed } from '@/components/shell/answer';
import { toast } from '@/components/ui/toast';
import type { Failure } from '@/lib/core/error';
import type { KeptIdentity } from './identity';
import { closeIdentityTask } from './identity-dialog';
import type { IdentityPlace } from './identity-place';
import { identities } from './use-identities';

/** A defect never shows its own words: they may hold what the person typed. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failed ? error.failure : { code: 'unexpected', message: 'Something in Signalbox broke.' };
}

/** Work that a window waits for, one piece at a time; what comes after the window was closed is dropped. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = async <T>(work: () => Promise<T>, done: (value: T) => void): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const value = await work();
      if (mounted.current) done(value);
    } catch (error) {
      if (mounted.current) setFailure(failureOf(error));
    }
    if (mounted.current) setBusy(false);
  };
  /** Says what is missing instead of beginning. */
  const refuse = (missing: Failure) => setFailure({ ...missing });
  return { busy, failure, run, refuse, forget: () => setFailure(null) };
}

/** The first field that was left empty, as a failure; null where all are filled in. */
export function firstEmpty(fields: readonly [value: string, field: string, message: string][]): Failure | null {
  const empty = fields.find(([value]) => value.trim() === '');
  return empty ? { code: 'invalid-input', message: empty[2], detail: { field: empty[1] } } : null;
}

/** What is wrong with one field of a form, and what to do next; null where the failure is about another or none. */
export function fieldFailure(failure: Failure | null, field: string): string | null {
  const { field: named, next } = failure?.detail ?? {};
  if (!failure || (named !== field && !named?.endsWith(`.${field}`))) return null;
  return next ? `${failure.message} ${next}` : failure.message;
}

/** A failure that no field of the form can show. */
export function restOf(failure: Failure | null, fields: readonly string[]): Failure | null {
  return fields.some((field) => fieldFailure(failure, field) !== null) ? null : failure;
}

/** Keeps a new identity, chooses it for the place unless it is of no use there, says so and closes the window. */
export function welcome(place: IdentityPlace, identity: KeptIdentity, { choose }: { choose: boolean }): void {
  identities.put(identity);
  if (choose) identities.choose(place, identity.id);
  toast(choose ? `Requests go as ${identity.label}` : `${identity.label} is at hand`);
  closeIdentityTask();
}
