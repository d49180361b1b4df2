import { MODES } from '@/components/console/appsync/modes';
import type { PortModes } from '@/components/console/graphiql/port';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';

/** The ways in to an API, for whoever says which of them opens a field. */
export function modesOf({ auth: all }: AppSyncDetail, chosen: AppSyncAuth, onChoose: (id: string) => void): PortModes {
  const first = all.find(({ isDefault }) => isDefault) ?? chosen;
  return {
    all: all.map(({ id, mode }) => ({ id, mode, label: MODES[mode].label })),
    chosen: chosen.id,
    onChoose,
    auth: {
      defaultMode: first.mode,
      modes: all.map(({ mode }) => mode),
      deniesByDefault: first.userPool?.defaultAction === 'DENY',
    },
  };
}
