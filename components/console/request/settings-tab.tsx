'use client';

import type { Dispatch } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';

interface SettingsTabProps {
  route: DraftRoute;
  draft: Draft;
  stage: GatewayStage | null;
  emulator: boolean;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** How the request is sent. */
export function SettingsTab({ route, draft, stage, emulator, problems, dispatch }: SettingsTabProps) {
  return (
    <div className="max-w-xl space-y-5">
      <Input
        id={fieldId('timeout')}
        label="Time limit in seconds"
        type="number"
        min={0.1}
        max={900}
        step="any"
        value={Number.isNaN(draft.timeoutMs) ? '' : draft.timeoutMs / 1000}
        hint={`API Gateway itself gives up after ${limitInWords(route.request?.limitMs ?? 30_000)}.`}
        error={problemOf(problems, 'timeout')}
        onChange={(event) =>
          dispatch({ type: 'set', values: { timeoutMs: Math.round(event.target.valueAsNumber * 1000) } })
        }
      />
      <div>
        <Switch
          label="Open a new connection"
          showLabel
          checked={draft.freshConnection}
          onChecked={(freshConnection) => dispatch({ type: 'set', values: { freshConnection } })}
        />
        <p className="mt-1 text-faint text-xs">So that DNS, TCP and TLS are measured again.</p>
      </div>
      {emulator ? (
        <Input
          id={fieldId('base')}
          label="Base address"
          mono
          placeholder={stage?.base.url ?? 'https://'}
          value={draft.base}
          hint={
            <>
              This account is an emulator’s, so the address is worked out. Correct it here if it is wrong; the
              connection still goes to {stage?.base.pinnedTo ?? 'the emulator'}.
            </>
          }
          error={problemOf(problems, 'base')}
          onChange={(event) => dispatch({ type: 'set', values: { base: event.target.value.trim() } })}
        />
      ) : null}
    </div>
  );
}

function limitInWords(ms: number): string {
  return ms >= 120_000 ? `${ms / 60_000} minutes, for it streams the answer` : `${ms / 1_000} seconds`;
}
