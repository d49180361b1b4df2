import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { answerHeader } from '@/lib/diagnosis/exchange';
import { hostCauses } from '@/lib/diagnosis/other-host';
import { notSigned, refusedSigner, type Signed, wrongClock } from '@/lib/diagnosis/signer';
import { deniedByAuthorizer, notKnownToAuthorizer } from './authorizer';
import { behind, type Spot } from './spot';
import { tokenCauses } from './token';

/** 401: who is asked before the route does not know the caller. */
export function unauthorized(spot: Spot): Cause[] {
  const { failed, route } = spot;
  if (route?.auth === 'jwt' && isGateways(failed, 'Unauthorized')) return tokenCauses(spot, 401);
  if (route?.auth === 'lambda') return notKnownToAuthorizer(spot);
  return [backendAnswered(failed, behind(spot))];
}

/** 403: the caller is known, or need not be, and may not do this. */
export function forbidden(spot: Spot): Cause[] {
  const { failed, route } = spot;
  const gateways = isGateways(failed, 'Forbidden');
  const atHost = gateways ? beforeTheApi(spot) : [];
  if (atHost.length > 0) return atHost;
  if (route?.auth === 'lambda') return deniedByAuthorizer(spot);
  if (!gateways) return [backendAnswered(failed, behind(spot))];
  if (route?.auth === 'jwt') return tokenCauses(spot, 403);
  if (route?.auth === 'iam') return badlySigned(spot);
  return [backendAnswered(failed, behind(spot), 'likely'), clientCertificate()];
}

/** What answers a custom domain itself does not give the id that an HTTP API gives every answer. */
function beforeTheApi({ failed, host, detail, seeker }: Spot): Cause[] {
  if (host === null || answerHeader(failed, 'apigw-requestid') !== null) return [];
  return hostCauses({ failed, host, apiId: detail.api.id, seeker });
}

/** HTTP APIs say no more than Forbidden to whatever is wrong with a signature. */
function badlySigned(spot: Spot): Cause[] {
  const { failed, foresight, seeker } = spot;
  const signed: Signed = {
    failed: { ...failed, foresight },
    permission: 'execute-api:Invoke',
    resource: resourceOf(spot),
    account: accountOf(spot),
    seeker,
  };
  const unsigned = notSigned(signed);
  if (unsigned) return [unsigned];
  const clock = wrongClock(failed);
  if (clock) return [clock];
  if (foresight?.verdict === 'refused') return [expired(foresight.sentence)];
  return refusedSigner(signed);
}

function expired(title: string): Cause {
  return cause('certain', {
    id: 'credentials-expired',
    title,
    next: next('Get new credentials, then send it again.', { do: 'identity' }),
  });
}

function resourceOf({ detail, stage, failed, path }: Spot): string {
  return `…:${detail.api.id}/${stage?.name ?? failed.stage}/${failed.method}${path}`;
}

/** Integrations and authorizers are most often functions of the API's own account. */
function accountOf({ detail }: Spot): string | null {
  const arns = detail.integrations.flatMap(({ lambda }) => lambda?.arn ?? []);
  return arns.map((arn) => arn.split(':')[4] ?? '').find((id) => /^\d{12}$/.test(id)) ?? null;
}

function clientCertificate(): Cause {
  return cause('possible', {
    id: 'client-certificate',
    title: 'The API may be open only through a custom domain that asks for a client certificate.',
    evidence: [evidence('route', 'Authorization', 'NONE: the route itself refuses nobody')],
    next: next('Look at the custom domains of the API.', { do: 'facts' }),
  });
}
