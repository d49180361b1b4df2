'use client';

import { useState } from 'react';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import { fieldId } from '@/components/console/request/field-id';
import { problemOf, type Sender } from '@/components/console/request/problem-of';
import { valuesFor } from '@/components/identity/auth-for';
import { emptyForm } from '@/components/identity/default-identity';
import { identities, useIdentities } from '@/components/identity/use-identities';
import { Switch } from '@/components/ui/switch';
import type { SourceValue } from '@/lib/auth/contract';
import type { AccountRef } from '@/lib/core/account';
import { AccountKeys } from './account-keys';
import { SecretInput } from './secret-input';

interface SourcesFormProps {
  account: AccountRef;
  who: Sender;
  problems: readonly DraftProblem[];
}

/** What the Lambda authorizer asks for, to be typed; a key of the account can be picked instead. */
export function SourcesForm({ account, who, problems }: SourcesFormProps) {
  const { place, chosen } = who;
  const all = useIdentities();
  const [shown, setShown] = useState(false);
  const empty = emptyForm(place.apiKey, place.asked);
  const kept = all.find((one) => one.id === empty.id);
  const form = kept?.kind === 'sources' ? kept : empty;
  const values = valuesFor(place.asked, form.values);
  if (values.length === 0) return null;

  const type = (at: number, value: string) => {
    const next: SourceValue[] = values.map((one, index) => (index === at ? { ...one, value } : one));
    identities.put({ ...form, values: next });
    if (chosen.id !== form.id) identities.choose(place, form.id);
  };
  // With a key of the account nothing of this is sent.
  const fields = chosen.kind === 'api-key' ? [] : values;
  const readsKey = values.some(({ in: where, name }) => where === 'header' && name.toLowerCase() === 'x-api-key');
  return (
    <section aria-labelledby="sources-heading" className="space-y-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id="sources-heading" className="font-medium">
          What the authorizer reads
        </h2>
        {fields.length > 0 ? <Switch label="Show the values" showLabel checked={shown} onChecked={setShown} /> : null}
      </div>
      {readsKey ? <AccountKeys account={account} who={who} alone={values.length === 1} formId={form.id} /> : null}
      {fields.map(({ in: where, name, value }, at) => (
        <SecretInput
          key={`${where} ${name}`}
          id={fieldId(`source-${at}`)}
          label={where === 'header' ? `Header ${name}` : `Query parameter ${name}`}
          shown={shown}
          value={value}
          error={chosen.id === form.id ? problemOf(problems, `source-${at}`) : null}
          onValue={(next) => type(at, next)}
        />
      ))}
      {fields.length > 0 ? (
        <p className="text-faint text-xs">
          These values stay in this page and are gone with a reload. They are masked wherever the request is shown.
        </p>
      ) : null}
    </section>
  );
}
