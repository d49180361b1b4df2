'use client';

import { ChevronDown, FileInput, Shapes } from 'lucide-react';
import { type Dispatch, useMemo, useState } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import { bodyModeOf, bodyOf, madeExample, withContentType, withExample } from '@/components/console/draft/draft-body';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { DraftBody, DraftRoute } from '@/components/console/draft/draft-route';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { NativeSelect } from '@/components/ui/native-select';
import type { GatewayModel } from '@/lib/apis/gateway/contract';
import { type Misfit, misfits } from '@/lib/core/json-schema/check';
import { ModelSet } from '@/lib/core/json-schema/model-set';
import { ModelForm } from './model-form';

interface ModelBarProps {
  route: DraftRoute;
  models: readonly GatewayModel[];
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
}

/** Longer bodies are not held against their model while one types. */
const MOST_CHARACTERS = 200_000;

/** What the route wants its body to be: content types and examples of it, a form for it, and where the typed JSON does not fit. */
export function ModelBar({ route, models, draft, dispatch }: ModelBarProps) {
  const [formed, setFormed] = useState(false);
  const bodies = route.request?.bodies ?? [];
  const body = bodyOf(route.request, draft);
  const set = useMemo(() => new ModelSet(models), [models]);
  if (!body || isElsewhere(body, draft, bodies.length)) return null;
  const known = set.named(body.model) !== null;
  const mode = bodyModeOf(body.contentType);
  const modelled = known && mode === 'json';
  const replace = (next: Draft) => dispatch({ type: 'replace', draft: next });
  return (
    <section aria-label="Model of the body" className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex min-w-32 flex-1 items-center gap-1.5 text-muted">
          <Shapes aria-hidden="true" size={13} className="shrink-0" />
          <ModelName body={body} known={known} />
        </p>
        <ContentTypes bodies={bodies} chosen={body} onChoose={(next) => replace(typedAs(next, draft, models))} />
        <FillIn body={body} models={models} onFill={(text) => replace(withExample(draft, body, text))} />
        {modelled ? (
          <Button size="small" aria-pressed={formed} onClick={() => setFormed(!formed)}>
            {formed ? 'Hide the form' : 'As a form'}
          </Button>
        ) : null}
      </div>
      {mode === null ? (
        <p className="text-muted text-xs">
          A body in several parts is put together elsewhere: choose it as a file, and say its boundary among the
          headers.
        </p>
      ) : null}
      {modelled && formed ? (
        <ModelForm
          models={set}
          model={body.model}
          text={draft.json}
          onText={(json) => dispatch({ type: 'set', values: { bodyMode: 'json', json } })}
        />
      ) : null}
      {modelled && draft.bodyMode === 'json' ? (
        <Misfits found={misfitsOf(set, body.model, draft.json)} refused={mayBeRefused(route, body)} />
      ) : null}
    </section>
  );
}

/** API Gateway holds bodies against its own models alone. */
function mayBeRefused({ request }: DraftRoute, { told }: DraftBody): boolean {
  return !told?.isFileModel && (request?.validates.body ?? false);
}

interface ContentTypesProps {
  bodies: readonly DraftBody[];
  chosen: DraftBody;
  onChoose: (body: DraftBody) => void;
}

function ContentTypes({ bodies, chosen, onChoose }: ContentTypesProps) {
  if (bodies.length < 2) return null;
  const choose = (type: string) => {
    const next = bodies.find(({ contentType }) => contentType === type);
    if (next) onChoose(next);
  };
  return (
    <NativeSelect
      label="Content type"
      className="max-w-44 font-mono text-xs"
      value={chosen.contentType}
      items={bodies.map(({ contentType }) => ({ value: contentType, label: contentType }))}
      onValue={choose}
    />
  );
}

/** A file or a form was chosen, and the one body that the route speaks of is another thing. */
function isElsewhere({ contentType }: DraftBody, { bodyMode }: Draft, bodies: number): boolean {
  return bodies === 1 && (bodyMode === 'file' || bodyMode === 'form') && bodyModeOf(contentType) !== bodyMode;
}

/** With an example where nothing of the kind was typed yet. */
function typedAs(body: DraftBody, draft: Draft, models: readonly GatewayModel[]): Draft {
  const next = withContentType(draft, body);
  const [example] = examplesOf(body, models);
  const { bodyMode, json, text, form } = next;
  const typed = { json, text, form: form.map(({ name }) => name).join(''), none: '', file: '' }[bodyMode];
  return typed.trim() === '' && example ? withExample(draft, body, example.text) : next;
}

function ModelName({ body: { model, told }, known }: { body: DraftBody; known: boolean }) {
  if (told?.isFileModel) {
    const { schemaName } = told;
    if (!schemaName) return known ? 'Schema of the file' : 'The file has no schema for it';
    return (
      <span className="min-w-0 truncate">
        Schema <span className="font-mono text-ink text-xs">{schemaName}</span>
      </span>
    );
  }
  return (
    <span className="min-w-0 truncate">
      Model <span className="font-mono text-ink text-xs">{model}</span>
      {known ? null : ', which could not be read'}
    </span>
  );
}

interface Example {
  label: string;
  text: string;
}

function examplesOf(body: DraftBody, models: readonly GatewayModel[]): Example[] {
  const made = madeExample(body, models);
  const told = body.told?.examples ?? [];
  return [
    ...told.map(({ name, text }) => ({ label: name ?? 'The example of the file', text })),
    ...(made === null ? [] : [{ label: 'Made from the model', text: made }]),
  ];
}

interface FillInProps {
  body: DraftBody;
  models: readonly GatewayModel[];
  onFill: (text: string) => void;
}

/** One example is filled in at once, of several one is chosen. */
function FillIn({ body, models, onFill }: FillInProps) {
  const all = useMemo(() => examplesOf(body, models), [body, models]);
  const [first] = all;
  if (!first) return null;
  const icon = <FileInput aria-hidden="true" size={13} />;
  if (all.length === 1) {
    return (
      <Button size="small" icon={icon} onClick={() => onFill(first.text)}>
        Fill in an example
      </Button>
    );
  }
  return (
    <Menu
      label="Examples"
      trigger={
        <Button size="small" icon={icon}>
          Fill in an example
          <ChevronDown aria-hidden="true" size={12} />
        </Button>
      }
      entries={all.map(({ label, text }, at) => ({ id: `${at} ${label}`, label, onSelect: () => onFill(text) }))}
    />
  );
}

function Misfits({ found, refused }: { found: readonly Misfit[]; refused: boolean }) {
  if (found.length === 0) return null;
  return (
    <div className="text-warn text-xs">
      <p>{refused ? 'API Gateway will refuse this body:' : 'This body does not fit the model:'}</p>
      <ul className="list-disc pl-4">
        {found.slice(0, 5).map(({ at, sentence }) => (
          <li key={`${at} ${sentence}`}>
            {at ? <span className="font-mono">{at}</span> : 'The body'}: {sentence}
          </li>
        ))}
      </ul>
      {found.length > 5 ? <p>And {found.length - 5} more.</p> : null}
    </div>
  );
}

/** None where the text is no JSON yet: that is said elsewhere. */
function misfitsOf(set: ModelSet, model: string, text: string): Misfit[] {
  if (text.length > MOST_CHARACTERS) return [];
  try {
    return misfits(set, model, JSON.parse(text));
  } catch {
    return [];
  }
}
