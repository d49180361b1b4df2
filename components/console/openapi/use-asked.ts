import { useMemo } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import type { GatewayModel, GatewayRoute } from '@/lib/apis/gateway/contract';
import type { MatchedOperation } from '@/lib/core/openapi/match';
import { askedOf, modelsOf, operationOf, type RouteTold } from './told-route';

/** What a route wants to be sent, as far as its API and an imported file say. */
export interface Asked {
  route: DraftRoute;
  models: readonly GatewayModel[];
  /** The operation of the file that the draft is about. */
  operation: MatchedOperation | null;
}

const NONE: readonly GatewayModel[] = [];

export function useAsked(
  route: GatewayRoute,
  told: RouteTold | null,
  { draft, models = NONE }: { draft: Pick<Draft, 'method' | 'template'>; models: readonly GatewayModel[] | undefined },
): Asked {
  const { method, template } = draft;
  return useMemo(() => {
    const operation = operationOf(told, { method, template });
    const all = told ? [...models, ...modelsOf(operation, told.file)] : models;
    const asked = askedOf(route, operation);
    // Of a method that may be chosen freely the person's choice counts.
    return { route: { ...asked, method: route.method, path: template || route.path }, models: all, operation };
  }, [route, told, method, template, models]);
}
