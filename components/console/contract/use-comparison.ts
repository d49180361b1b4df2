import { useQuery } from '@tanstack/react-query';
import type { CallableDetail } from '@/components/console/callable';
import { chooseStage } from '@/components/console/choose-stage';
import type { OpenedProps } from '@/components/console/opened';
import type { Failed } from '@/components/shell/answer';
import { apiQuery } from '@/components/shell/queries';
import type { ApiDetail } from '@/lib/apis/contract';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiSummary } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import { type Comparison, compareContracts } from '@/lib/core/openapi/compare';
import { type ApiContract, contractIn } from '@/lib/core/openapi/routes';
import type { Against } from './against';
import { contractQuery } from './queries';
import { builtContract } from './use-contract';

interface Asked extends Pick<OpenedProps<CallableDetail>, 'api' | 'detail'> {
  stage: GatewayStage | null;
  against: Against | null;
}

export interface Compared {
  /** The other one; null while nothing is known of it. */
  there: { detail: CallableDetail; stage: GatewayStage | null } | null;
  /** null while it is read, or where it cannot be made. */
  comparison: Comparison | null;
  /** What is deployed could not be read, or the other API could not. */
  failure: Failure | null;
  /** What is configured was compared in place of what is deployed. */
  configured: boolean;
  busy: boolean;
  onRetry: () => void;
}

const NO_DOCUMENT: Failure = { code: 'unexpected', message: 'What API Gateway exported is not an OpenAPI document.' };

/** Two stages by what they have deployed; where that cannot be read of two APIs, by what is configured. */
export function useComparison({ api, detail, stage, against }: Asked): Compared {
  const own = against?.id === api.id;
  const other = { ...api, id: against?.id ?? api.id };
  const described = useQuery({ ...apiQuery(other), enabled: against !== null && !own });
  const thereDetail = own ? detail : callable(described.data);
  const thereStage = thereDetail ? stageThere(thereDetail, { against, own, here: stage }) : null;
  const asked = [
    useQuery({ ...exported(api, stage), enabled: stage !== null && against !== null }),
    useQuery({ ...exported(other, thereStage), enabled: thereStage !== null }),
  ];
  const deployed = asked.map(({ data }) => (data === undefined ? null : contractIn(data)));
  const refused = failureOf(asked, deployed);
  const configured = refused !== null && !own && thereDetail !== null;
  const pair = configured
    ? [contractIn(builtContract(detail, stage)), contractIn(builtContract(thereDetail, thereStage))]
    : deployed;
  return {
    there: thereDetail ? { detail: thereDetail, stage: thereStage } : null,
    comparison: compared(pair, thereDetail && !own ? [detail.api, thereDetail.api] : []),
    failure: described.error?.failure ?? refused,
    configured,
    busy: [described, ...asked].some(({ isFetching }) => isFetching),
    onRetry: () => {
      for (const one of [described, ...asked]) if (one.error) void one.refetch();
    },
  };
}

/** Why what is deployed cannot be compared, once both were asked. */
function failureOf(asked: { data: unknown; error: Failed | null }[], read: (ApiContract | null)[]): Failure | null {
  const refused = asked.find(({ error }) => error)?.error;
  if (refused) return refused.failure;
  const answered = asked.every(({ data }) => data !== undefined);
  return answered && read.includes(null) ? NO_DOCUMENT : null;
}

function exported(api: Asked['api'], stage: GatewayStage | null) {
  return contractQuery({ api, stage: stage?.name ?? '$default', format: 'json' });
}

function callable(detail: ApiDetail | undefined): CallableDetail | null {
  return detail && (detail.kind === 'http' || detail.kind === 'rest') ? detail : null;
}

/** The one that is named, else of the same API another one, else the one that would be chosen there. */
function stageThere(
  { stages }: CallableDetail,
  { against, own, here }: { against: Against | null; own: boolean; here: GatewayStage | null },
): GatewayStage | null {
  if (against?.stage) return stages.find(({ name }) => name === against.stage) ?? null;
  return own ? (stages.find(({ name }) => name !== here?.name) ?? null) : chooseStage(stages, null);
}

function compared([here, there]: (ApiContract | null)[], apis: ApiSummary[]): Comparison | null {
  if (!here || !there) return null;
  const [mine = [], others = []] = apis.map(namesOf);
  return compareContracts({ contract: here, names: mine }, { contract: there, names: others });
}

/** What the names of things in its stack begin with. */
function namesOf({ owner }: ApiSummary): string[] {
  if (owner.by !== 'stack') return [];
  return [
    owner.stack.name,
    owner.stack.root?.name ?? '',
    owner.app && owner.stage ? `${owner.app}-${owner.stage}` : '',
  ];
}
