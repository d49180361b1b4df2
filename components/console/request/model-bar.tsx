'use client';

import { FileInput, Shapes } from 'lucide-react';
import { type Dispatch, useMemo, useState } from 'react';
import { type Draft, type DraftRoute, exampleText } from '@/components/console/draft/draft';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { Button } from '@/components/ui/button';
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

/** The model that the route wants its body to have: an example of it, a form for it, and where the typed JSON does not fit. */
export function ModelBar({ route, models, draft, dispatch }: ModelBarProps) {
  const [formed, setFormed] = useState(false);
  const body = route.request?.bodies[0];
  const set = useMemo(() => new ModelSet(models), [models]);
  const known = body ? set.named(body.model) : null;
  if (!body || draft.bodyMode === 'file' || draft.bodyMode === 'form') return null;
  const found = draft.bodyMode === 'json' ? misfitsOf(set, body.model, draft.json) : [];
  const fill = () => dispatch({ type: 'set', values: { bodyMode: 'json', json: exampleText(models, body.model) } });
  return (
    <section aria-label="Model of the body" className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex min-w-0 flex-1 items-center gap-1.5 text-muted">
          <Shapes aria-hidden="true" size={13} className="shrink-0" />
          <span className="min-w-0 truncate">
            Model <span className="font-mono text-ink text-xs">{body.model}</span>
            {known ? null : ', which could not be read'}
          </span>
        </p>
        <Button size="small" disabled={!known} icon={<FileInput aria-hidden="true" size={13} />} onClick={fill}>
          Fill in an example
        </Button>
        <Button size="small" disabled={!known} aria-pressed={formed} onClick={() => setFormed(!formed)}>
          {formed ? 'Hide the form' : 'As a form'}
        </Button>
      </div>
      {formed && known ? (
        <ModelForm
          models={set}
          model={body.model}
          text={draft.json}
          onText={(json) => dispatch({ type: 'set', values: { bodyMode: 'json', json } })}
        />
      ) : null}
      {found && found.length > 0 ? <Misfits found={found} refused={route.request?.validates.body ?? false} /> : null}
    </section>
  );
}

function Misfits({ found, refused }: { found: readonly Misfit[]; refused: boolean }) {
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
