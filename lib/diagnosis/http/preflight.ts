import type { HttpCors } from '@/lib/apis/http/contract';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { answerHeader, sentHeader } from '@/lib/diagnosis/exchange';
import type { Spot } from './spot';

/** An OPTIONS request as browsers send it before the real one. */
export function isPreflight({ failed }: Spot): boolean {
  return (
    failed.method === 'OPTIONS' &&
    sentHeader(failed, 'origin') !== null &&
    sentHeader(failed, 'access-control-request-method') !== null
  );
}

/** What a browser would make of the answer to a preflight; nothing where it would go on. */
export function preflightCauses(spot: Spot): Cause[] {
  const { detail, failed } = spot;
  const status = failed.head?.status ?? 0;
  if (!detail.cors) return status < 300 ? [] : [notConfigured(spot)];
  if (status >= 300) return [];
  const origin = sentHeader(failed, 'origin') ?? '';
  const allowed = answerHeader(failed, 'access-control-allow-origin');
  if (allowed === '*' || allowed === origin) return askedFor(spot, detail.cors);
  return [
    cause('certain', {
      id: 'preflight-origin',
      title: `The API’s CORS configuration does not let ${origin} in, so a browser stops here.`,
      evidence: [
        evidence('header', 'access-control-allow-origin', allowed ?? 'not in the answer'),
        evidence('api', 'Allowed origins', detail.cors.allowOrigins.join(', ') || 'none'),
      ],
      next: next('Add the origin to the CORS configuration of the API.', { do: 'facts' }),
    }),
  ];
}

/** The method and the headers that the browser would ask for. */
function askedFor({ failed }: Spot, cors: HttpCors): Cause[] {
  const method = sentHeader(failed, 'access-control-request-method') ?? '';
  const asked = (sentHeader(failed, 'access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const methods = cors.allowMethods.map((one) => one.toUpperCase());
  const headers = cors.allowHeaders.map((one) => one.toLowerCase());
  const causes: Cause[] = [];
  if (!/^(GET|HEAD|POST)$/.test(method) && !methods.includes(method.toUpperCase()) && !methods.includes('*')) {
    causes.push(notAllowed('method', method, cors.allowMethods));
  }
  for (const name of asked.filter(Boolean)) {
    const any = headers.includes('*') && name !== 'authorization';
    if (!any && !headers.includes(name)) causes.push(notAllowed('header', name, cors.allowHeaders));
  }
  return causes;
}

function notAllowed(what: 'method' | 'header', asked: string, allowed: readonly string[]): Cause {
  return cause('certain', {
    id: `preflight-${what}`,
    title: `The API’s CORS configuration does not allow the ${what} ${asked}, so a browser stops here.`,
    evidence: [evidence('api', `Allowed ${what}s`, allowed.join(', ') || 'none')],
    next: next(`Add the ${what} to the CORS configuration of the API.`, { do: 'facts' }),
  });
}

/** Without a configuration a preflight is a request like any other. */
function notConfigured({ failed, route }: Spot): Cause {
  const status = failed.head?.status ?? 0;
  const guarded = route !== null && route.auth !== 'none' && (status === 401 || status === 403);
  return cause('certain', {
    id: guarded ? 'preflight-authorized' : 'preflight-not-configured',
    title: guarded
      ? `The preflight fell to ${route.key}, which asks who calls; browsers send no identity with a preflight.`
      : 'The API has no CORS configuration, so a preflight is a request like any other, and this one was refused.',
    evidence: [
      evidence('api', 'CORS configuration', 'none'),
      route ? evidence('route', 'Taken by', route.key) : evidence('route', 'Taken by', 'no route'),
    ],
    next: next(
      guarded
        ? 'Give the API a CORS configuration, or a route OPTIONS /{proxy+} without an authorizer.'
        : 'Give the API a CORS configuration.',
      { do: 'facts' },
    ),
  });
}
