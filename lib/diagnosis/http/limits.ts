import type { Throttle } from '@/lib/apis/gateway/contract';
import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { type Failed, queryOf } from '@/lib/diagnosis/exchange';
import { behind, type Spot } from './spot';

/** aws.md §2.6. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;
const MOST_HEADER_BYTES = 10_240;

export function badRequest(spot: Spot): Cause[] {
  const { failed } = spot;
  const broken = /%(?![0-9a-f]{2}).{0,2}/i.exec(failed.target)?.[0];
  if (broken !== undefined) {
    const inQuery = /%(?![0-9a-f]{2})/i.test(queryOf(failed));
    return [
      cause('certain', {
        id: 'bad-escape',
        title: `The ${inQuery ? 'query' : 'path'} has “${broken}”, a % that begins no escape.`,
        evidence: [evidence('request', 'Asked for', failed.target)],
        next: next('Write %25 for a percent sign.', { do: 'request-tab', tab: 'params' }),
      }),
    ];
  }
  if (!isGateways(failed, 'Bad Request')) return [backendAnswered(failed, behind(spot))];
  return [
    cause('possible', {
      id: 'bad-request',
      title:
        'API Gateway does not take the request: it is malformed, or lacks a value that the integration’s parameters read.',
      evidence: [evidence('request', 'Asked for', `${failed.method} ${failed.target}`)],
      next: next('Look at the request as it went.'),
    }),
    backendAnswered(failed, behind(spot), 'possible'),
  ];
}

export function tooLarge(spot: Spot): Cause[] {
  const bytes = spot.failed.request?.bodyBytes ?? 0;
  if (bytes <= MOST_BODY_BYTES) return [backendAnswered(spot.failed, behind(spot))];
  return [
    cause('certain', {
      id: 'payload-too-large',
      title: `The body has ${megabytes(bytes)} MB; API Gateway takes 10 MB.`,
      evidence: [evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`)],
      next: next('Send less at once, or let the client upload to S3 by a presigned address.', {
        do: 'request-tab',
        tab: 'body',
      }),
    }),
  ];
}

export function headersTooLarge(spot: Spot): Cause[] {
  const bytes = headBytes(spot.failed);
  if (bytes <= MOST_HEADER_BYTES * 0.9) return [backendAnswered(spot.failed, behind(spot))];
  return [
    cause('certain', {
      id: 'headers-too-large',
      title: `The request line and the headers have about ${bytes.toLocaleString('en-GB')} bytes; API Gateway takes 10,240.`,
      evidence: [largest(spot.failed)],
      next: next('Shorten the query or the largest header; a cookie or token may be the one.', {
        do: 'request-tab',
        tab: 'headers',
      }),
    }),
  ];
}

/** Secrets are masked and so shorter than they were: the real figure may be higher. */
function headBytes({ request }: Failed): number {
  if (!request) return 0;
  const line = request.method.length + request.target.length + 12;
  return request.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, line);
}

function largest({ request }: Failed) {
  const [name, value] = [...(request?.headers ?? [])].sort((a, b) => b[1].length - a[1].length)[0] ?? ['', ''];
  const target = request?.target.length ?? 0;
  if (target > value.length)
    return evidence('request', 'Longest', `the request line, ${target.toLocaleString('en-GB')} characters`);
  return evidence('header', 'Longest', `${name}, ${value.length.toLocaleString('en-GB')} characters`);
}

/** 429: the limit of the route, of the stage, or of the account. */
export function throttled(spot: Spot): Cause[] {
  const { failed, stage, route } = spot;
  if (!isGateways(failed, 'Too Many Requests')) return [backendAnswered(failed, behind(spot))];
  const own = route ? stage?.routeThrottles[route.key] : undefined;
  if (route && stage && own) return [reached('throttled-route', own, `${route.key} in ${stage.name}`), ofAccount(true)];
  if (stage?.throttle)
    return [reached('throttled-stage', stage.throttle, `Each route of ${stage.name}`), ofAccount(true)];
  return [ofAccount(false)];
}

function reached(id: string, { rate, burst }: Throttle, whose: string): Cause {
  return cause('likely', {
    id,
    title: `${whose} takes ${rate ?? 'any number of'} requests a second, and ${burst ?? 'any number'} at once; there were more.`,
    evidence: [
      evidence('stage', 'ThrottlingRateLimit', rate === null ? 'not set' : `${rate} a second`),
      evidence('stage', 'ThrottlingBurstLimit', burst === null ? 'not set' : String(burst)),
    ],
    next: next('Send it again in a moment, or raise the limit of the stage.', { do: 'send-again' }),
  });
}

function ofAccount(ownLimit: boolean): Cause {
  return cause(ownLimit ? 'possible' : 'likely', {
    id: 'throttled-account',
    title:
      'The account takes no more requests in this Region: by default 10,000 a second for all of its APIs together.',
    evidence: [evidence('stage', 'Limits', ownLimit ? 'the stage has its own' : 'none for this stage and route')],
    next: next('Send it again in a moment; the quota can be raised.', { do: 'send-again' }),
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
