'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { FieldError } from '@/components/ui/field-error';
import { Input } from '@/components/ui/input';
import { decodeToken, subjectOf } from '@/lib/core/token';
import { newIdentityId, type Pasted } from './identity';
import type { IdentityPlace } from './identity-place';
import { TaskDialog } from './task-dialog';
import { welcome } from './use-task';

const TOKEN_ID = 'pasted-token';

/** A token that the person has from elsewhere. */
export function PasteDialog({ place, again }: { place: IdentityPlace; again: Pasted | null }) {
  const [token, setToken] = useState('');
  const [name, setName] = useState(again?.label ?? '');
  const [asked, setAsked] = useState(false);
  const bare = token.trim().replace(/^bearer(\s+|$)/i, '');
  const problem = tokenProblem(bare);
  const reading = decodeToken(bare);
  const found = subjectOf(bare) ?? 'Pasted token';
  const submit = () => {
    setAsked(true);
    if (problem) {
      document.getElementById(TOKEN_ID)?.focus();
      return;
    }
    const identity: Pasted = {
      kind: 'pasted',
      id: again?.id ?? newIdentityId(),
      label: name.trim() || found,
      token: bare,
    };
    welcome(place, identity, { choose: true });
  };
  const shown = asked || bare !== '' ? problem : null;
  const note =
    !problem && !reading.ok
      ? `${reading.sentence} It is sent as it is.`
      : 'It stays in this tab and is gone when the tab is closed.';
  return (
    <TaskDialog
      title={again ? `A new token for ${again.label}` : 'Paste a token'}
      action="Use the token"
      busy={false}
      failure={null}
      onSubmit={submit}
    >
      <div>
        <label htmlFor={TOKEN_ID} className="mb-1 block text-muted text-xs">
          Token
        </label>
        <textarea
          id={TOKEN_ID}
          rows={5}
          value={token}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={shown ? true : undefined}
          aria-describedby={`${TOKEN_ID}-note`}
          onChange={(event) => setToken(event.target.value)}
          className={clsx(
            'w-full resize-y break-all rounded-md border bg-ground px-2.5 py-1.5 font-mono text-xs',
            shown ? 'border-bad' : 'border-line-strong',
          )}
        />
        {shown ? (
          <FieldError id={`${TOKEN_ID}-note`}>{shown}</FieldError>
        ) : (
          <p id={`${TOKEN_ID}-note`} className="text-faint text-xs">
            {note}
          </p>
        )}
      </div>
      <Input
        label="Name"
        value={name}
        placeholder={bare === '' ? '' : found}
        hint="What you want to call it here."
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
      />
    </TaskDialog>
  );
}

function tokenProblem(bare: string): string | null {
  if (bare === '') return 'Paste a token.';
  if (/[^\x21-\x7e]/.test(bare)) return 'A token has no spaces or line breaks.';
  return bare.length > 64_000 ? 'That is too long for a token.' : null;
}
