import type { Pair } from '@/lib/core/outcome';
import type { GraphqlOperation } from './port';

/** What goes over HTTP as JSON (GraphQL over HTTP, "Request parameters"). */
export function operationBody({ query, variables, operationName }: Omit<GraphqlOperation, 'headers'>): string {
  return JSON.stringify({
    query,
    ...(variables ? { variables } : {}),
    ...(operationName ? { operationName } : {}),
  });
}

/** The operation in a body that was sent before; null where it holds none. */
export function operationFrom(body: string): Pick<GraphqlOperation, 'query' | 'variables'> | null {
  try {
    const { query, variables } = JSON.parse(body) as { query?: unknown; variables?: unknown };
    if (typeof query !== 'string') return null;
    const values = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
    return { query, variables: values ? (variables as Record<string, unknown>) : null };
  } catch {
    return null;
  }
}

/** Headers as GraphiQL's editor gives them: an object. What is no text is written as JSON. */
export function headerPairs(headers: Record<string, unknown> | undefined): Pair[] {
  return Object.entries(headers ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}
