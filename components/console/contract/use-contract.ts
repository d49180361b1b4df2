import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import type { OpenedProps } from '@/components/console/opened';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { Failure } from '@/lib/core/error';
import { buildOpenApi } from '@/lib/core/openapi/build';
import { type ContractFormat, contractQuery } from './queries';

interface Asked extends Pick<OpenedProps<CallableDetail>, 'api' | 'detail'> {
  stage: GatewayStage | null;
  format: ContractFormat;
}

/** An API as OpenAPI. */
export interface Contract {
  /** null while it is read. */
  text: string | null;
  format: ContractFormat;
  /** API Gateway's own export, or put together from the description. */
  by: 'aws' | 'signalbox';
  /** Why there is no export. */
  failure: Failure | null;
  busy: boolean;
  onRetry: () => void;
}

/** The export of a stage; where there is none, what the description of the API makes of it, as JSON. */
export function useContract({ api, detail, stage, format }: Asked): Contract {
  const asked = useQuery({
    ...contractQuery({ api, stage: stage?.name ?? '$default', format }),
    enabled: stage !== null,
  });
  const built = useMemo(() => builtContract(detail, stage), [detail, stage]);
  const missing = stage === null || asked.error !== null;
  return {
    text: missing ? built : (asked.data ?? null),
    format: missing ? 'json' : format,
    by: missing ? 'signalbox' : 'aws',
    failure: asked.error?.failure ?? null,
    busy: asked.isFetching,
    onRetry: () => void asked.refetch(),
  };
}

/** What the description of an API says, as an OpenAPI document. */
export function builtContract(detail: CallableDetail, stage: GatewayStage | null): string {
  return JSON.stringify(buildOpenApi(detail, stage?.base.url ?? null), null, 2);
}
