import { foresee } from '@/components/console/auth/foresight';
import { behindField } from '@/components/console/graphiql/appsync/behind-field';
import { modesOf } from '@/components/console/graphiql/appsync/modes-of';
import { type Asked, type Explained, explainAnswer } from '@/components/console/graphiql/explain-answer';
import { documentOf } from '@/components/console/graphiql/operation-text';
import { readSdl } from '@/components/console/graphiql/schema/read-schema';
import { appSyncPlace } from '@/components/identity/appsync-place';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY, profiled } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { schema } from '@/lib/apis/dispatch';
import type { ApiRef } from '@/lib/core/api';
import { readAuthRules } from '@/lib/core/graphql-auth';
import type { Pair } from '@/lib/core/outcome';
import type { Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import { apiNamed, described, pasted, rig, sent, told } from '@/lib/diagnosis/sandbox-rig';
import { openIdToken, poolTokens, signedFields } from '@/sandbox/appsync/test-callers';
import { diagnoseAppSync } from './diagnose';

/** One operation, as the console would run it under one mode. */
export interface Run {
  api?: string;
  mode: AppSyncMode;
  identity?: Identity;
  headers?: Pair[];
  query?: string;
  /** In place of the query. */
  body?: string;
}

export interface Ran {
  status: number | null;
  /** Why it was turned away. */
  causes: Cause[];
  /** What the errors of its answer mean. */
  words: Explained[];
}

export const LEAST = '{ __typename }';

/** Runs an operation and says what the console says of it. */
export async function run({
  api: name = 'notes-graph',
  mode,
  identity = NOBODY,
  headers = [],
  ...asked
}: Run): Promise<Ran> {
  const api = apiNamed(name);
  const detail = await described<AppSyncDetail>(api);
  const chosen = modeOf(detail, mode);
  const place = appSyncPlace(api, chosen, detail);
  const auth = authFor(identity, place.asked);
  const rows = headers.map(([header, value]) => ({ name: header, value }));
  const startedAt = Date.now();
  const failed: Failed = {
    ...{ startedAt, method: 'POST', target: '/graphql', stage: '', request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(identity, auth) },
    foresight: foresee(identity, place.asked, { headers: rows, query: [] }, startedAt),
  };
  const body = asked.body ?? JSON.stringify({ query: asked.query ?? LEAST });
  const answered = await sent({ api, headers, auth }, Buffer.from(body), failed);
  const causes = await told(api, (seeker) => diagnoseAppSync(answered, { detail, chosen }, seeker));
  const words = explainAnswer(
    answered,
    answered.body,
    await knownOf({ api, detail, chosen, query: asked.query ?? LEAST }),
  );
  return { status: answered.head?.status ?? null, causes, words };
}

const texts = new Map<string, Promise<string>>();

interface Query {
  api: ApiRef;
  detail: AppSyncDetail;
  chosen: AppSyncAuth;
  query: string;
}

/** What the console knows of an operation: the schema as it keeps it, and what stands behind its fields. */
export async function knownOf({ api, detail, chosen, query }: Query): Promise<Asked> {
  const read =
    texts.get(api.id) ??
    schema(api, new AbortController().signal).then(
      ({ sdl }) => sdl,
      () => '',
    );
  texts.set(api.id, read);
  const sdl = await read;
  const built = readSdl(sdl);
  const document = documentOf(query);
  const operation = document && 'schema' in built ? { schema: built.schema, document, operationName: null } : null;
  return {
    port: { modes: modesOf(detail, chosen, () => {}), behind: (type, field) => behindField(detail, type, field) },
    kept: { rules: readAuthRules(sdl) },
    operation,
  };
}

export function modeOf({ auth }: Pick<AppSyncDetail, 'auth'>, mode: AppSyncMode): AppSyncAuth {
  const chosen = auth.find((one) => one.mode === mode);
  if (!chosen) throw new Error(`The API does not have ${mode}.`);
  return chosen;
}

/** Somebody whom an API lets in under each mode. */
export const GOOD: Record<AppSyncMode, (api: string) => Identity | Promise<Identity>> = {
  API_KEY: async (name) => {
    const [key] = (await described<AppSyncDetail>(apiNamed(name))).keys;
    return { kind: 'api-key', id: 'key', label: `Key: ${key?.description}`, keyId: key?.id ?? '' };
  },
  AWS_IAM: () => profiled(null),
  AMAZON_COGNITO_USER_POOLS: async () => pasted((await poolTokens(rig.sandbox, 'alice')).access),
  OPENID_CONNECT: async () => pasted(await openIdToken(rig.sandbox)),
  AWS_LAMBDA: () => word('let-me-in'),
};

/** What a Lambda authorizer is shown. */
export function word(value: string): Identity {
  return { kind: 'sources', id: 'word', label: 'A word', values: [{ in: 'header', name: 'Authorization', value }] };
}

/** Headers of a good signature over an operation, for a service and a Region of one's choice. */
export async function signedBy(by: { service?: string; region?: string; body: string }): Promise<Pair[]> {
  const { body, ...scope } = by;
  const { endpoints } = await described<AppSyncDetail>(apiNamed('notes-graph'));
  const fields = await signedFields(endpoints.graphql ?? '', body, scope);
  return Object.entries(fields).filter(([name]) => name !== 'host');
}
