'use client';

import { clsx } from 'clsx';
import { Play, Square, UsersRound } from 'lucide-react';
import type { Dispatch } from 'react';
import type { AddressInUse } from '@/components/console/domains/use-address';
import { type Draft, hasFreeMethod } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { Identity } from '@/components/identity/identity';
import { IdentityPicker } from '@/components/identity/identity-picker';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { methodColour } from '@/components/shell/route-marks';
import { Button, IconButton } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { Target } from '@/lib/core/api';
import { fieldId } from './field-id';
import { METHODS } from './methods';
import { UrlBar } from './url-bar';

/** No stage can be called so. */
const TEST = '/test';

interface RequestLineProps {
  route: Target;
  stages: readonly GatewayStage[];
  stage: GatewayStage | null;
  onStage: (name: string) => void;
  address: AddressInUse;
  draft: Draft;
  problems: readonly DraftProblem[];
  who: { place: IdentityPlace; chosen: Identity };
  dispatch: Dispatch<DraftAction>;
  /** The identity is being renewed before the request goes out. */
  renewing: boolean;
  running: boolean;
  onSend: () => void;
  onCancel: () => void;
  onCallAs: () => void;
  /** AWS can run the route by itself. */
  testable: boolean;
}

/** The stage that is called; or none of them, for a test of the method itself. */
function StageChoice({ stages, stage, onStage, draft, dispatch, testable }: RequestLineProps) {
  const items = stages.map(({ name }) => ({ value: name, label: name }));
  const test = { value: TEST, label: 'Test invoke', note: 'past who may call' };
  const choose = (value: string) => {
    if (draft.test !== (value === TEST)) dispatch({ type: 'set', values: { test: value === TEST } });
    if (value !== TEST) onStage(value);
  };
  return (
    <Select
      label="Stage"
      value={draft.test ? TEST : (stage?.name ?? null)}
      items={testable ? [...items, test] : items}
      onValue={choose}
      className="h-9 max-w-36 shrink-0 font-mono text-xs"
    />
  );
}

/** What is asked, where, as whom, and the button that asks. */
export function RequestLine(props: RequestLineProps) {
  const { route, stages, stage, draft, problems, dispatch, who, testable } = props;
  return (
    <div className="flex shrink-0 flex-wrap items-start gap-2 border-line border-b px-4 py-2.5">
      {hasFreeMethod(route) ? (
        <Select
          label="Method"
          value={draft.method}
          items={METHODS}
          onValue={(method) => dispatch({ type: 'set', values: { method } })}
          className="h-9 w-28 shrink-0"
        />
      ) : (
        <span
          id={fieldId('method')}
          className={clsx(
            'flex h-9 shrink-0 items-center rounded-md border border-line-strong bg-ground px-3 font-mono font-semibold text-xs',
            methodColour(route.method),
          )}
        >
          {route.method}
        </span>
      )}
      {stages.length > 1 || testable ? <StageChoice {...props} /> : null}
      <div className="order-last flex w-full min-w-0 @3xl:order-none @3xl:w-auto @3xl:flex-1">
        <UrlBar
          route={route}
          stage={stage}
          address={props.address}
          draft={draft}
          problems={problems}
          dispatch={dispatch}
        />
      </div>
      <div className="ml-auto flex gap-2">
        <IdentityPicker id={fieldId('identity')} place={who.place} chosen={who.chosen} />
        <IconButton
          variant="secondary"
          size="large"
          label="Call as several identities"
          keys="Mod+Shift+Enter"
          icon={<UsersRound aria-hidden="true" size={15} />}
          disabled={draft.test}
          onClick={props.onCallAs}
        />
        <SendButton {...props} />
      </div>
    </div>
  );
}

function SendButton({
  draft,
  running,
  renewing,
  onSend,
  onCancel,
}: Pick<RequestLineProps, 'draft' | 'running' | 'renewing' | 'onSend' | 'onCancel'>) {
  return running ? (
    <Button
      size="large"
      className="w-24"
      icon={<Square aria-hidden="true" size={12} fill="currentColor" />}
      onClick={onCancel}
    >
      Cancel
    </Button>
  ) : (
    <Button
      variant="primary"
      size="large"
      busy={renewing}
      className="w-24"
      icon={<Play aria-hidden="true" size={12} fill="currentColor" />}
      hint={draft.test ? 'Have API Gateway run the method' : 'Send the request'}
      keys="Mod+Enter"
      onClick={onSend}
    >
      {draft.test ? 'Test' : 'Send'}
    </Button>
  );
}
