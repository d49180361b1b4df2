'use client';

import { type Dispatch, lazy, Suspense } from 'react';
import { bytesInWords } from '@/components/console/answer/units';
import type { BodyMode, Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import type { JsonProblemAt } from '@/components/console/viewer/json-check';
import { Button } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field-error';
import type { GatewayModel } from '@/lib/apis/gateway/contract';
import { MASK } from '@/lib/core/redact';
import { byteLength, GATEWAY_BODY_BYTES } from './body-limits';
import { fieldId } from './field-id';
import { FileField } from './file-field';
import { JsonBar } from './json-bar';
import { ModelBar } from './model-bar';
import { problemOf } from './problem-of';
import { RowsTable } from './rows-table';

const CodeEditor = lazy(() => import('./code-editor').then((module) => ({ default: module.CodeEditor })));

const MODES: { value: BodyMode; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'form', label: 'Form' },
  { value: 'file', label: 'File' },
];

interface BodyTabProps {
  route: DraftRoute;
  models: readonly GatewayModel[];
  draft: Draft;
  file: File | null;
  problems: readonly DraftProblem[];
  json: { problem: JsonProblemAt | null; asked: boolean };
  dispatch: Dispatch<DraftAction>;
  onFile: (file: File | null) => void;
  onSend: () => void;
  onSendAnyway: () => void;
}

/** The body of the request: nothing, JSON, text, a form or a file. */
export function BodyTab(props: BodyTabProps) {
  const { draft, file, problems, dispatch } = props;
  const size = draft.bodyMode === 'file' ? (file?.size ?? 0) : byteLength(typedBody(draft));
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <fieldset className="flex flex-wrap gap-1" aria-label="Kind of body">
        {MODES.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-6 items-center rounded px-2 text-muted has-checked:bg-selected has-checked:text-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-accent hover:not-has-checked:bg-hover"
          >
            <input
              type="radio"
              name="body-mode"
              className="sr-only"
              checked={draft.bodyMode === value}
              onChange={() => dispatch({ type: 'set', values: { bodyMode: value } })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <ModelBar {...props} />
      <BodyField {...props} />
      <BodyProblem message={problemOf(problems, 'body')} masked={typedBody(draft).includes(MASK)} />
      {size > GATEWAY_BODY_BYTES ? (
        <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          This body has {bytesInWords(size)}. API Gateway takes up to 10 MB and will refuse it with 413.
        </p>
      ) : null}
    </div>
  );
}

function BodyProblem({ message, masked }: { message: string | null; masked: boolean }) {
  if (message === null) return null;
  const retype = () => void import('./code-editor').then(({ selectInEditor }) => selectInEditor(fieldId('body'), MASK));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <FieldError id={fieldId('body-error')}>{message}</FieldError>
      {masked ? (
        <Button size="small" onClick={retype}>
          Type it again
        </Button>
      ) : null}
    </div>
  );
}

function typedBody(draft: Draft): string {
  return draft.bodyMode === 'json' ? draft.json : draft.bodyMode === 'text' ? draft.text : '';
}

function BodyField(props: BodyTabProps) {
  const { draft, file, problems, json, dispatch, onFile, onSend, onSendAnyway } = props;
  const { bodyMode } = draft;
  if (bodyMode === 'none') return <p className="text-muted">The request has no body.</p>;
  if (bodyMode === 'form') {
    return <RowsTable list="form" noun="Form field" rows={draft.form} problems={problems} dispatch={dispatch} />;
  }
  if (bodyMode === 'file') return <FileField file={file} problem={problemOf(problems, 'file')} onFile={onFile} />;
  const set = (text: string) => dispatch({ type: 'set', values: { [bodyMode]: text } });
  return (
    <>
      <div className="flex min-h-40 flex-1 flex-col">
        <Suspense fallback={<div className="min-h-40 flex-1 rounded-md border border-line-strong bg-ground" />}>
          <CodeEditor
            key={bodyMode}
            id={fieldId('body')}
            label={bodyMode === 'json' ? 'JSON body' : 'Text body'}
            language={bodyMode}
            value={draft[bodyMode]}
            onValue={set}
            onSend={onSend}
          />
        </Suspense>
      </div>
      {bodyMode === 'json' ? (
        <JsonBar text={draft.json} problem={json.problem} asked={json.asked} onText={set} onSendAnyway={onSendAnyway} />
      ) : null}
    </>
  );
}
