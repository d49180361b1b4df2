'use client';

import { clsx } from 'clsx';
import type { Dispatch } from 'react';
import { AddressPicker } from '@/components/console/domains/address-picker';
import type { AddressInUse } from '@/components/console/domains/use-address';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { draftTarget } from '@/components/console/draft/draft-request';
import { CopyButton } from '@/components/ui/copy-button';
import { FieldError } from '@/components/ui/field-error';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { Target } from '@/lib/core/api';
import { encodeRfc3986, fillPath } from '@/lib/core/path';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';
import { splitBase } from './split-base';

interface UrlBarProps {
  route: Target;
  stage: GatewayStage | null;
  address: AddressInUse;
  draft: Draft;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** The full address as it will be asked; the path can be typed where the route leaves it open. */
export function UrlBar({ route, stage, address, draft, problems, dispatch }: UrlBarProps) {
  const { base, chosen } = address;
  const target = draftTarget(draft, route);
  const shown = splitBase(base, chosen ? '' : (stage?.name ?? ''));
  const problem = problemOf(problems, 'path') ?? problemOf(problems, 'through');
  return (
    <div className="min-w-0 flex-1">
      <div
        className={clsx(
          'flex h-9 min-w-0 items-center gap-1 rounded-md border bg-ground pr-0.5 font-mono text-xs focus-within:outline-2 focus-within:outline-accent',
          address.addresses.length > 0 ? 'pl-1.5' : 'pl-3',
          problem ? 'border-bad' : 'border-line-strong',
        )}
      >
        <AddressPicker
          address={address}
          own={stage?.base.url ?? null}
          onPick={(through) => dispatch({ type: 'set', values: { through } })}
        />
        <Label address={address} draft={draft} dispatch={dispatch} />
        <section
          aria-label="Full URL"
          tabIndex={draft.path === null ? 0 : undefined}
          className="flex min-w-0 flex-1 items-center overflow-x-auto whitespace-nowrap outline-none [scrollbar-width:none]"
        >
          <span className="text-muted">
            {base === '' ? <span className="font-sans">Address not known</span> : shown.before}
          </span>
          {shown.stage ? (
            <span className="rounded bg-selected px-1 py-0.5 text-accent-strong">{shown.stage}</span>
          ) : null}
          {draft.path === null ? (
            <TargetText target={target} missing={fillPath(route.path, draft.parameters).missing} />
          ) : null}
          {draft.path !== null ? (
            <PathInput draft={draft} base={base || null} problem={problem} dispatch={dispatch} />
          ) : null}
        </section>
        <CopyButton what="URL" text={base + target} />
      </div>
      <FieldError id={fieldId('path-error')}>{problem}</FieldError>
    </div>
  );
}

/** What stands for the asterisk of a wildcard domain. */
function Label({ address, draft, dispatch }: Pick<UrlBarProps, 'address' | 'draft' | 'dispatch'>) {
  if (!address.chosen?.wildcard) return null;
  return (
    <input
      id={fieldId('through')}
      aria-label="Name in place of the asterisk"
      placeholder="name"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={draft.label}
      onChange={(event) => dispatch({ type: 'set', values: { label: event.target.value.trim().toLowerCase() } })}
      className="h-6 w-20 shrink-0 rounded border border-line-strong bg-transparent px-1.5 text-ink"
    />
  );
}

/** The target, with the parameters that have no value yet standing out under their names. */
function TargetText({ target, missing }: { target: string; missing: readonly string[] }) {
  const holes = missing.flatMap((name) => [encodeRfc3986(`{${name}}`), encodeRfc3986(`{${name}+}`)]);
  return target.split(/(%7B.*?%7D)/).map((part, at) =>
    holes.includes(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one address are replaced as a whole.
      <span key={at} className="text-warn">
        {decodeURIComponent(part)}
      </span>
    ) : (
      part
    ),
  );
}

interface PathInputProps {
  draft: Draft;
  base: string | null;
  problem: string | null;
  dispatch: Dispatch<DraftAction>;
}

function PathInput({ draft, base, problem, dispatch }: PathInputProps) {
  const query = draft.query.some((row) => row.on && row.name) ? '?…' : '';
  return (
    <>
      <input
        id={fieldId('path')}
        aria-label="Path"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? fieldId('path-error') : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft.path ?? ''}
        onChange={(event) => dispatch({ type: 'set', values: { path: event.target.value } })}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text').trim();
          if (!/[?#]|^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return;
          event.preventDefault();
          dispatch({ type: 'address', text, base });
        }}
        className="h-8 min-w-32 flex-1 bg-transparent text-ink outline-none"
      />
      {query ? <span className="pr-1 text-muted">{query}</span> : null}
    </>
  );
}
