import { type Draft, liveRows } from '@/components/console/draft/draft';
import { impliedContentType } from '@/components/console/draft/draft-request';
import type { AuthInput } from '@/lib/auth/contract';
import type { CorsConfiguration } from '@/lib/core/cors/gateway';
import { originOf, readOrigin } from '@/lib/core/cors/origin';
import { type Plan, planOf } from '@/lib/core/cors/plan';
import type { Pair } from '@/lib/core/outcome';

/** What a page does, as far as the draft does not say it. */
export interface CorsForm {
  origin: string;
  credentials: boolean;
  /** Null as long as the draft's method counts. */
  method: string | null;
  /** Names in a row; null as long as the draft's headers and the identity's count. */
  headers: string | null;
}

/** The request that the page makes, in its parts. */
export interface CorsDraft {
  draft: Draft;
  file: File | null;
  auth: AuthInput;
  /** The address of the stage; null where it is not known. */
  base: string | null;
}

const DEVELOPMENT = ['http://localhost:3000', 'http://localhost:5173'];
const EXAMPLE_HOST = 'app.example.com';
/** Stands for a value that the identity writes later, or that nobody gave. */
const SOME_VALUE = '1';

/** Origins to choose from: those that the configuration names, then those of development servers. */
export function offeredOrigins(cors: CorsConfiguration | null): string[] {
  const named = (cors?.allowOrigins ?? []).flatMap((entry) => {
    if (entry === '*') return [];
    return entry.endsWith('://*') ? [`${entry.slice(0, -1)}${EXAMPLE_HOST}`] : [entry];
  });
  return [...new Set([...named, ...DEVELOPMENT])].slice(0, 6);
}

export function newForm(cors: CorsConfiguration | null): CorsForm {
  return { origin: offeredOrigins(cors)[0] ?? '', credentials: false, method: null, headers: null };
}

/** The headers that an identity adds, by name. A page would have to set them too. */
export function proofNames(auth: AuthInput): string[] {
  switch (auth.scheme) {
    case 'none':
      return [];
    case 'iam':
      return ['authorization', 'x-amz-date'];
    case 'held':
      return ['authorization', 'x-amz-date', 'x-amz-security-token'];
    case 'api-key':
      return ['x-api-key'];
    case 'bearer':
      return auth.place?.in === 'query' ? [] : [auth.place?.name.toLowerCase() ?? 'authorization'];
    case 'sources':
      return auth.values.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  }
}

/** The names in the order of the draft, as the field shows them. */
export function draftedNames(at: CorsDraft): string[] {
  const drafted = draftedHeaders(at).map(([name]) => name.toLowerCase());
  return [...new Set([...drafted, ...proofNames(at.auth)])];
}

/** Names in a field, apart by commas or spaces. */
export function namesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** What a browser makes of the form and the draft; or what is wrong with the origin. */
export function plannedCors(form: CorsForm, at: CorsDraft): { plan: Plan } | { problem: string } {
  const read = readOrigin(form.origin);
  if ('problem' in read) return read;
  const plan = planOf({
    origin: read.origin,
    target: originOf(at.base ?? ''),
    method: form.method ?? at.draft.method,
    headers: pageHeaders(form, at),
    credentials: form.credentials,
    hasBody: at.draft.bodyMode !== 'none',
  });
  return { plan };
}

function pageHeaders(form: CorsForm, at: CorsDraft): Pair[] {
  const drafted = draftedHeaders(at);
  const proof = proofNames(at.auth).map((name): Pair => [name, SOME_VALUE]);
  const known = [...drafted, ...proof];
  if (form.headers === null) return known;
  return namesIn(form.headers).flatMap((name) => {
    const given = known.filter(([one]) => one.toLowerCase() === name.toLowerCase());
    return given.length > 0 ? given : [[name, SOME_VALUE] satisfies Pair];
  });
}

function draftedHeaders({ draft, file }: CorsDraft): Pair[] {
  const type = impliedContentType(draft, file);
  const rows = liveRows(draft.headers).map(({ name, value }): Pair => [name, value]);
  return type === null ? rows : [...rows, ['content-type', type]];
}

/** The draft as a page would send it: without what the browser leaves out, and with the origin. */
export function pageDraft(plan: Exclude<Plan, { type: 'impossible' }>, at: CorsDraft): Draft {
  const owned = new Set(proofNames(at.auth));
  const own = plan.headers.filter(([name]) => !owned.has(name));
  const typed = own.some(([name]) => name === 'content-type');
  const pairs: Pair[] = [
    ...own,
    ...(plan.type === 'same-origin' ? [] : [['Origin', plan.origin] satisfies Pair]),
    // What a browser says of a body of text of which nothing is said.
    ...(typed || at.draft.bodyMode === 'none' ? [] : [['content-type', 'text/plain;charset=UTF-8'] satisfies Pair]),
    ...(plan.credentials ? cookiesOf(at.draft) : []),
  ];
  const headers = pairs.map(([name, value], at) => ({ id: at + 1, on: true, name, value }));
  return { ...at.draft, method: plan.method, headers };
}

/** A cookie that was written by hand stands for those that the browser keeps. */
function cookiesOf(draft: Draft): Pair[] {
  return liveRows(draft.headers)
    .filter(({ name }) => name.toLowerCase() === 'cookie')
    .map(({ value }) => ['Cookie', value]);
}
