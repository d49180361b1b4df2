import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { sentHeader } from '@/lib/diagnosis/exchange';
import { noStage } from '@/lib/diagnosis/no-stage';
import { hostCauses } from '@/lib/diagnosis/other-host';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { type RestSpot, restSigned } from './spot';
import { blockedByWaf } from './web-acl';

/** “Forbidden”: the stage, the endpoint, the key or a web ACL. */
export function forbidden(spot: RestSpot): Cause[] {
  const { detail, failed, stage, host, seeker } = spot;
  const atHost = host === null ? [] : hostCauses({ failed, host, apiId: detail.api.id, seeker });
  if (atHost.some(({ certainty }) => certainty === 'certain')) return atHost;
  if (detail.api.endpointDisabled && host === null) return [disabled(spot)];
  if (detail.endpointTypes.includes('PRIVATE')) return [isPrivate(spot)];
  if (stage === null && detail.stages.length > 0) return [noStage(spot.failed.stage, spot.detail.stages)];
  return atTheStage(spot, atHost);
}

/** It reached the stage, as far as is known: the key or WAF. */
function atTheStage(spot: RestSpot, atHost: Cause[]): Cause[] {
  const { route, stage } = spot;
  const keys = route?.request.apiKeyRequired ? byKey(spot) : [];
  // What may not have reached the stage is not looked for in its log.
  const logged = stage && atHost.length > 0 ? { ...stage, accessLog: null } : stage;
  const waf = logged?.webAclArn ? blockedByWaf(spot, logged, logged.webAclArn) : [];
  if (waf.some(({ certainty }) => certainty === 'certain')) return waf;
  const told = [...atHost, ...keys, ...waf];
  return told.length > 0 ? told : [gone(spot)];
}

function gone({ failed }: RestSpot): Cause {
  return cause('possible', {
    id: 'changed-meanwhile',
    title: 'The API or its stage may have been deleted since the API was read.',
    evidence: [evidence('request', 'Asked at', failed.request?.url ?? failed.target)],
    next: next('Read the API again.', { do: 'read-again' }),
  });
}

function disabled({ detail }: RestSpot): Cause {
  return cause('certain', {
    id: 'endpoint-disabled',
    title: 'The default endpoint of this API is disabled.',
    evidence: [
      evidence('api', 'disableExecuteApiEndpoint', 'true'),
      evidence('api', 'Endpoint', detail.api.endpoint ?? 'none'),
    ],
    next: next('Call it through its custom domain, or enable the default endpoint.', { do: 'facts' }),
  });
}

function isPrivate({ detail }: RestSpot): Cause {
  return cause('certain', {
    id: 'private-api',
    title: 'The API is private: it answers only within a VPC, through its endpoint.',
    evidence: [
      evidence('api', 'Endpoint type', 'PRIVATE'),
      evidence('api', 'VPC endpoints', detail.vpcEndpointIds.join(', ') || 'none'),
    ],
    next: next('Send it from within the VPC, or run the method as a test of API Gateway.'),
  });
}

function byKey({ failed, detail }: RestSpot): Cause[] {
  const key = sentHeader(failed, 'x-api-key');
  const opening = detail.keys.filter(({ stages }) => stages.includes(failed.stage)).map(({ name }) => name);
  const keys = evidence('stage', 'Keys that open it', opening.join(', ') || 'none is known');
  if (key === null && detail.keySource === 'HEADER') {
    return [
      cause('certain', {
        id: 'api-key-missing',
        title: 'This method asks for an API key and none was sent.',
        evidence: [evidence('route', 'apiKeyRequired', 'true'), evidence('header', 'x-api-key', 'not sent'), keys],
        next: next('Pick a key of the stage’s usage plans.', { do: 'request-tab', tab: 'auth' }),
      }),
    ];
  }
  return [
    cause('likely', {
      id: 'api-key-refused',
      title: `The API key is not known, is disabled, or is in no usage plan of the stage ${failed.stage}.`,
      evidence: [
        evidence(
          'api',
          'Key read from',
          detail.keySource === 'HEADER' ? 'the header x-api-key' : 'the authorizer’s answer',
        ),
        keys,
      ],
      next: next('Pick another key, or add this one to a usage plan of the stage.', { do: 'request-tab', tab: 'auth' }),
    }),
  ];
}

/** “… is not authorized …”: a policy of IAM, of the API, or of a Lambda authorizer. */
export function accessDenied(spot: RestSpot): Cause[] {
  const { route, message, detail } = spot;
  const ofAuthorizer = /^User is not authorized to access this resource/.test(message);
  if (ofAuthorizer || (route?.auth === 'lambda' && !/User:/.test(message))) return [byAuthorizer(spot)];
  if (detail.policy && (/User: anonymous/.test(message) || route?.auth !== 'iam')) {
    return [byPolicy(detail.policy.sentences, message)];
  }
  return signatureCauses(restSigned(spot), 'AccessDeniedException', message);
}

function byAuthorizer({ message, authorizer }: RestSpot): Cause {
  return cause('certain', {
    id: 'authorizer-denied',
    title: /explicit deny/.test(message)
      ? 'The policy that the authorizer’s function answered denies this method.'
      : 'The policy that the authorizer’s function answered does not name this method; a policy kept from another call may be the one.',
    evidence: [
      authorizer?.lambda ? evidence('lambda', 'Its function', authorizer.lambda) : null,
      evidence('authorizer', 'Remembers for', `${authorizer?.ttlSeconds ?? 0} s`),
      evidence('body', 'Message', message),
    ],
    next: next('Let the function allow all methods that the caller may use, or send other values.', {
      do: 'request-tab',
      tab: 'auth',
    }),
  });
}

function byPolicy(sentences: readonly string[], message: string): Cause {
  return cause('certain', {
    id: 'resource-policy',
    title: /explicit deny/.test(message)
      ? 'The resource policy of the API denies this request.'
      : 'The resource policy of the API does not let this caller in.',
    evidence: [
      ...sentences.slice(0, 4).map((text) => evidence('api', 'Resource policy', text)),
      evidence('body', 'Message', message),
    ],
    next: next('Change the resource policy, then deploy the API: it counts only from then on.', { do: 'facts' }),
  });
}
