import type { AuthInput } from '@/lib/auth/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Pair } from '@/lib/core/outcome';

/** What is about to leave, as far as a person must know it to say yes. */
export interface Going {
  api: ApiRef;
  /** Empty for kinds that have none. */
  stage: string;
  method: string;
  /** The path below the stage, with the query. */
  target: string;
  query: readonly Pair[];
  /** The custom domain and the mapping's key that are used in place of the stage's own address. */
  through: { domain: string; key: string } | null;
  /** API Gateway is asked to run the method by itself. */
  test: boolean;
  /** As whom, in the identity's own words. */
  as: string;
  /** The profile that signs, where another one does than that of the account. */
  profile: string | null;
}

/** What whoever sends knows beside the input. */
export interface Told {
  method?: string;
  target?: string;
  stage?: string;
  as?: { label: string; profile?: string | null } | null;
}

/** Any of the inputs that the kinds' contracts call a send or a connect input. */
interface Input {
  api: ApiRef;
  stage?: string;
  method?: string;
  path?: string;
  query?: unknown;
  channel?: string;
  connectionId?: string;
  test?: string;
  through?: { domain: string; key?: string };
  auth?: AuthInput;
}

/** What of an input and of its sender concerns the guard. */
export function goingOf(input: unknown, told: Told = {}): Going {
  const { api, stage, method, query, test, through, auth } = input as Input;
  return {
    api,
    stage: stage ?? told.stage ?? '',
    method: (method ?? told.method ?? 'POST').toUpperCase(),
    target: told.target ?? targetOf(input as Input),
    query: Array.isArray(query) ? query : [],
    through: through ? { domain: through.domain, key: through.key ?? '' } : null,
    test: test !== undefined,
    as: test === undefined ? (told.as?.label ?? asWhom(auth)) : 'nobody: API Gateway runs it itself',
    profile: signerOf(auth, told),
  };
}

/** A redirect goes as what it follows went. */
function signerOf(auth: AuthInput | undefined, { as }: Told): string | null {
  if (auth === undefined) return as?.profile ?? null;
  return auth.scheme === 'iam' ? (auth.profile ?? null) : null;
}

function targetOf({ api, path, channel, connectionId }: Input): string {
  if (path !== undefined) return path;
  if (connectionId !== undefined) return `/@connections/${connectionId}`;
  if (channel !== undefined) return `/event, channel ${channel}`;
  return api.kind === 'appsync' ? '/graphql' : '';
}

const SCHEMES: Record<AuthInput['scheme'], string> = {
  none: 'nobody',
  iam: 'the credentials of the account',
  bearer: 'whom the token names',
  held: 'an assumed role',
  sources: 'what the authorizer asks for',
  'api-key': 'an API key of the account',
};

function asWhom(auth: AuthInput | undefined): string {
  if (auth?.scheme === 'iam' && auth.profile !== undefined) return `the profile ${auth.profile}`;
  return SCHEMES[auth?.scheme ?? 'none'];
}
