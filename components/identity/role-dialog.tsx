'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assumeRole } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import { identityQuery } from '@/components/shell/queries';
import { useAccount } from '@/components/shell/use-account';
import { Input } from '@/components/ui/input';
import type { RoleAssumptionInput } from '@/lib/auth/sign-in/contract';
import { type HeldIdentity, newIdentityId } from './identity';
import { type IdentityPlace, signsFor } from './identity-place';
import { LabelledSelect } from './labelled-select';
import { TaskDialog } from './task-dialog';
import { fieldFailure, restOf, useTask, welcome } from './use-task';

const OWN = '';
const FIELDS = ['roleArn', 'externalId', 'sessionName', 'serial', 'code'];

interface RoleForm {
  profile: string;
  roleArn: string;
  externalId: string;
  sessionName: string;
  serial: string;
  code: string;
}

function formFor(again: HeldIdentity | null): RoleForm {
  const before = again?.from.type === 'role' ? again.from.assumption : null;
  return {
    profile: before?.account.profile ?? OWN,
    roleArn: before?.roleArn ?? '',
    externalId: before?.externalId ?? '',
    sessionName: before?.sessionName ?? 'signalbox',
    serial: before?.mfaSerial ?? '',
    code: '',
  };
}

/** Assumes a role with the credentials of a profile; the credentials that come of it stay on the server. */
export function RoleDialog({ place, again }: { place: IdentityPlace; again: HeldIdentity | null }) {
  const { list, account } = useAccount();
  const [form, setForm] = useState(() => formFor(again));
  const { busy, failure, run } = useTask();
  const { region, profile: own } = place.api.account;
  const profile = form.profile || own;
  const from = profile === undefined ? { region } : { region, profile };
  const set = (values: Partial<RoleForm>) => setForm((before) => ({ ...before, ...values }));
  const field = (name: keyof RoleForm) => ({
    value: form[name],
    error: fieldFailure(failure, name),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const submit = () => {
    const asked = assumptionOf(form, from);
    void run(
      () => answered(assumeRole(asked)),
      (held) => {
        const { mfa, sessionName = 'signalbox', ...rest } = asked;
        const label = `${asked.roleArn.split('/').at(-1)} role`;
        const assumption = { ...rest, sessionName, mfaSerial: mfa?.serial ?? null };
        const id = again?.id ?? newIdentityId();
        const choose = signsFor(place);
        welcome(place, { kind: 'held', id, label, held, from: { type: 'role', assumption } }, { choose });
      },
    );
  };
  const names = (list?.profiles ?? []).map(({ name }) => name).filter((name) => name !== own);
  const first = { value: OWN, label: account?.profile ?? list?.current ?? 'Default credentials' };
  return (
    <TaskDialog
      title="Assume a role"
      action="Assume"
      busy={busy}
      failure={restOf(failure, FIELDS)}
      waiting="Waiting for AWS"
      onSubmit={submit}
    >
      <LabelledSelect
        label="With the credentials of"
        value={form.profile}
        items={[first, ...names.map((name) => ({ value: name, label: name }))]}
        onValue={(next) => set({ profile: next })}
      />
      <CallerLine account={from} />
      <Input label="Role ARN" mono placeholder="arn:aws:iam::123456789012:role/name" {...field('roleArn')} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Input label="External id (optional)" mono {...field('externalId')} />
        <Input label="Session name" mono {...field('sessionName')} />
        <Input label="MFA device, serial or ARN (optional)" mono {...field('serial')} />
        <Input
          label="MFA code"
          mono
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          disabled={form.serial.trim() === ''}
          {...field('code')}
        />
      </div>
    </TaskDialog>
  );
}

function assumptionOf(form: RoleForm, account: RoleAssumptionInput['account']): RoleAssumptionInput {
  const text = (name: keyof RoleForm) => form[name].trim();
  return {
    account,
    roleArn: text('roleArn'),
    ...(text('externalId') ? { externalId: text('externalId') } : {}),
    ...(text('sessionName') ? { sessionName: text('sessionName') } : {}),
    ...(text('serial') ? { mfa: { serial: text('serial'), code: text('code') } } : {}),
  };
}

/** Who assumes the role, as AWS sees it. */
function CallerLine({ account }: { account: RoleAssumptionInput['account'] }) {
  const { data, error } = useQuery(identityQuery(account));
  const words = error ? error.failure.message : (data?.arn ?? 'Asking AWS who that is');
  return <p className={error ? 'text-bad text-xs' : 'break-all text-faint text-xs'}>{words}</p>;
}
