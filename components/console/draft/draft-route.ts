import type { RouteRequest } from '@/lib/apis/gateway/contract';
import type { Target } from '@/lib/core/api';
import type { NamedExample, Parameter } from '@/lib/core/openapi/operation';

/** A route, and what its API, or an OpenAPI file that was imported for it, says that it wants to be sent. */
export type DraftRoute = Target & { request?: DraftRequest };

export interface DraftRequest extends Pick<RouteRequest, 'validates' | 'apiKeyRequired'> {
  parameters: readonly DraftParameter[];
  bodies: readonly DraftBody[];
  limitMs?: number;
}

export interface DraftParameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  /** Only the file requires it, so API Gateway lets a request without it through. */
  unchecked?: boolean;
  /** What the file says of it. */
  told?: Parameter;
}

export interface DraftBody {
  contentType: string;
  /** The name of its model; empty where nothing is said of its shape. */
  model: string;
  /** What the file says of it. */
  told?: { schemaName: string | null; examples: readonly NamedExample[]; isFileModel: boolean };
}

/** The parameters of one place; header names come in any case, others do not. */
export function parametersIn({ request }: DraftRoute, where: DraftParameter['in']): DraftParameter[] {
  return request?.parameters.filter((one) => one.in === where) ?? [];
}

/** What one would fill in for a parameter; empty where nobody says. */
export function valueFor({ told }: Pick<DraftParameter, 'told'>): string {
  return told?.example ?? told?.preset ?? told?.choices[0] ?? '';
}
