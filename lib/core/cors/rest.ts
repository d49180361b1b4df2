import type { CorsChange } from './change';
import type { Foreseen } from './foresee';
import { judgePreflight } from './judge';
import type { CorsPlan } from './plan';

// REST APIs have no CORS configuration: an OPTIONS method answers preflights, each integration sends its own headers,
// and what the gateway itself answers carries those of its gateway responses (aws.md §2.8).

/** A method of a REST API, as far as CORS meets it. */
interface RestMethodKey {
  method: string;
  path: string;
  auth: string;
}

/** The method that a preflight to this path meets: OPTIONS before ANY. */
export function optionsFor(routes: readonly RestMethodKey[], path: string): RestMethodKey | null {
  const here = routes.filter((route) => route.path === path);
  return here.find(({ method }) => method === 'OPTIONS') ?? here.find(({ method }) => method === 'ANY') ?? null;
}

/** What pages of other origins may do, in sentences. */
export function restCorsInWords(options: RestMethodKey | null): string[] {
  return [
    options === null
      ? 'The resource has no OPTIONS method, so every preflight fails.'
      : options.auth === 'none'
        ? `Preflights are answered by ${options.method} ${options.path}, in its own words.`
        : `Preflights go to ${options.method} ${options.path}, which asks who calls. A preflight never says, so it fails.`,
    'What an integration answers can be read where the integration itself sends Access-Control-Allow-Origin.',
    'What API Gateway answers by itself can be read where its gateway responses carry that header.',
  ];
}

/** What the methods alone let expect. */
export function foreseeRest(plan: CorsPlan, options: RestMethodKey | null): Foreseen {
  const own = { type: 'open' as const, sentence: 'only the integration knows which headers of CORS it sends.' };
  if (plan.type === 'simple') return own;
  if (options !== null && options.auth === 'none') return own;
  const preflight = judgePreflight(plan, { status: 403, headers: [] });
  const because =
    options === null
      ? 'The resource has no OPTIONS method, so the preflight gets 403 Missing Authentication Token.'
      : `${options.method} asks who calls, and a preflight never says.`;
  return {
    type: 'judged',
    allowed: false,
    preflight,
    actual: null,
    decided: { ...preflight.decided, sentence: because },
  };
}

/** What would allow the request: of the preflight where that fails, else of the answer itself. */
export function changeForRest(plan: CorsPlan, path: string, failed: 'preflight' | 'actual'): CorsChange {
  const changes =
    failed === 'preflight'
      ? [`Let an OPTIONS method of ${path}, open to anybody, answer 204 with the headers below.`]
      : [`Let the integration of ${plan.method} ${path} answer with ${headersOf(plan, false).join(' and ')}.`];
  changes.push('Give the gateway responses DEFAULT_4XX and DEFAULT_5XX the same Access-Control-Allow-Origin.');
  return { changes, snippets: snippets(plan) };
}

function headersOf({ origin, method, credentials, ...plan }: CorsPlan, preflight: boolean): string[] {
  const asked = plan.type === 'preflight' ? plan.asked : [];
  return [
    `Access-Control-Allow-Origin: ${origin}`,
    ...(credentials ? ['Access-Control-Allow-Credentials: true'] : []),
    ...(preflight ? [`Access-Control-Allow-Methods: ${method}`] : []),
    ...(preflight && asked.length > 0 ? [`Access-Control-Allow-Headers: ${asked.join(',')}`] : []),
  ];
}

function snippets(plan: CorsPlan): CorsChange['snippets'] {
  return [
    { label: 'Headers of the preflight', text: headersOf(plan, true).join('\n') },
    { label: 'SAM', text: sam(plan) },
    { label: 'CDK', text: cdk(plan) },
    { label: 'SST', text: '// Any origin, without credentials, errors of API Gateway included.\ncors: true,' },
  ];
}

function sam({ origin, method, credentials, ...plan }: CorsPlan): string {
  const asked = plan.type === 'preflight' ? plan.asked : [];
  const quoted = (value: string) => JSON.stringify(`'${value}'`);
  const response = [
    '    ResponseParameters:',
    '      Headers:',
    `        Access-Control-Allow-Origin: ${quoted(origin)}`,
  ];
  return [
    'Cors:',
    `  AllowOrigin: ${quoted(origin)}`,
    `  AllowMethods: ${quoted(`${method},OPTIONS`)}`,
    ...(asked.length > 0 ? [`  AllowHeaders: ${quoted(asked.join(','))}`] : []),
    ...(credentials ? ['  AllowCredentials: true'] : []),
    'GatewayResponses:',
    '  DEFAULT_4XX:',
    ...response,
    '  DEFAULT_5XX:',
    ...response,
  ].join('\n');
}

function cdk({ origin, method, credentials, ...plan }: CorsPlan): string {
  const asked = plan.type === 'preflight' ? plan.asked : [];
  const list = (values: readonly string[]) => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  return [
    'resource.addCorsPreflight({',
    `  allowOrigins: ${list([origin])},`,
    `  allowMethods: ${list([method])},`,
    ...(asked.length > 0 ? [`  allowHeaders: ${list(asked)},`] : []),
    ...(credentials ? ['  allowCredentials: true,'] : []),
    '});',
    ...['4XX', '5XX'].flatMap((group) => [
      `api.addGatewayResponse("Default${group}", {`,
      `  type: ResponseType.DEFAULT_${group},`,
      `  responseHeaders: { "Access-Control-Allow-Origin": ${JSON.stringify(`'${origin}'`)} },`,
      '});',
    ]),
  ].join('\n');
}
