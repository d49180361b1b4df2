'use client';

import type { CallableDetail } from '@/components/console/callable';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { NativeSelect } from '@/components/ui/native-select';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiSummary } from '@/lib/core/api';
import type { Against } from './against';
import type { Compared } from './use-comparison';

interface ComparePickersProps {
  detail: CallableDetail;
  stage: GatewayStage | null;
  against: Against | null;
  there: Compared['there'];
  onStage: (name: string) => void;
  onAgainst: (against: Against) => void;
}

const named = (stages: readonly GatewayStage[]) => stages.map(({ name }) => ({ value: name, label: name }));
const NOTHING = { value: '', label: 'Choose an API' };

/** Which stage of the open API, and what it is compared with. */
export function ComparePickers({ detail, stage, against, there, onStage, onAgainst }: ComparePickersProps) {
  const { apis } = useCatalogue();
  const { id: own, kind } = detail.api;
  const others = [...apis.values()]
    .filter((one) => one.kind === kind)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const known = others.some(({ id }) => id === own) ? others : [detail.api, ...others];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <fieldset className="flex min-w-0 flex-wrap items-center gap-2 rounded-lg border border-line p-3">
        <legend className="px-1 text-muted">Here</legend>
        <span className="min-w-0 truncate font-medium">{nameAmong(detail.api, known)}</span>
        {stage ? (
          <NativeSelect label="Stage here" value={stage.name} items={named(detail.stages)} onValue={onStage} />
        ) : null}
      </fieldset>
      <fieldset className="flex min-w-0 flex-wrap items-center gap-2 rounded-lg border border-line p-3">
        <legend className="px-1 text-muted">There</legend>
        <NativeSelect
          label="API there"
          className="max-w-64"
          value={against?.id ?? ''}
          items={[
            ...(against ? [] : [NOTHING]),
            ...known.map((one) => ({ value: one.id, label: nameAmong(one, known) })),
          ]}
          onValue={(id) => id && onAgainst({ id, stage: null })}
        />
        {against && there && there.detail.stages.length > 0 ? (
          <NativeSelect
            label="Stage there"
            value={there.stage?.name ?? ''}
            items={[...(there.stage ? [] : [{ value: '', label: 'Choose a stage' }]), ...named(there.detail.stages)]}
            onValue={(name) => name && onAgainst({ id: against.id, stage: name })}
          />
        ) : null}
      </fieldset>
    </div>
  );
}

/** What tells an API from others of its name: its stack, else its id. */
export function labelOf({ name, owner, id }: ApiSummary): string {
  return `${name} (${owner.by === 'stack' ? owner.stack.name : id})`;
}

function nameAmong(api: ApiSummary, all: readonly ApiSummary[]): string {
  const isAlone = all.every(({ id, name }) => id === api.id || name !== api.name);
  return isAlone ? api.name : labelOf(api);
}
