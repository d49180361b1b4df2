import { isObject, type Json, listOf, objectOf, textsOf } from '@/sandbox/template/json';

/** One statement of a policy, lists made of what may be written singly. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  principals: { AWS: string[]; Federated: string[]; Service: string[] };
  /** Operator, then context key, then the values of which one must fit. */
  conditions: Record<string, Record<string, string[]>>;
}

export function statementsOf(document: Json | undefined): Statement[] {
  return listOf(objectOf(document).Statement)
    .map(objectOf)
    .map((written) => ({
      effect: written.Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: textsOf(written.Action),
      notActions: textsOf(written.NotAction),
      resources: textsOf(written.Resource),
      notResources: textsOf(written.NotResource),
      principals: principalsOf(written.Principal),
      conditions: Object.fromEntries(
        Object.entries(objectOf(written.Condition)).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(objectOf(keys)).map(([key, values]) => [key, textsOf(values)])),
        ]),
      ),
    }));
}

function principalsOf(value: Json | undefined): Statement['principals'] {
  if (value === '*') return { AWS: ['*'], Federated: ['*'], Service: [] };
  const given = isObject(value) ? value : {};
  return { AWS: textsOf(given.AWS), Federated: textsOf(given.Federated), Service: textsOf(given.Service) };
}

/** IAM's patterns: `*` and `?`. Actions are compared without regard to case, ARNs with it. */
export function fits(pattern: string, text: string, flags = ''): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}
