import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import { authorizerCauses } from '@/lib/diagnosis/authorizer-causes';
import { type Cause, cause, evidence, next, ordered } from '@/lib/diagnosis/cause';
import { answerHeader, type Failed, objectIn } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { isSent, readSource, sourceInWords } from '@/lib/diagnosis/sources';
import { behindRoute } from './behind-route';
import { limitEvidence } from './limits';

/** What was known of a WebSocket API when the handshake went out. */
export interface HandshakeScene {
  detail: WebSocketDetail;
  /** Null where the API has no such route. */
  connect: WebSocketRoute | null;
}

interface Knock extends HandshakeScene {
  failed: Failed;
  status: number;
  /** As `x-amzn-errortype` says; null where the integration itself refused. */
  type: string | null;
  message: string;
  seeker: Seeker;
}

/** Why a handshake opened nothing (aws.md §4.4), the surest cause first. */
export function diagnoseHandshake(failed: Failed, scene: HandshakeScene, seeker: Seeker): Cause[] {
  const status = failed.head?.status ?? 0;
  const body = objectIn(failed.body);
  const message = body?.message ?? body?.Message;
  const knock: Knock = {
    ...scene,
    failed,
    status,
    type: typeOf(failed, body),
    message: typeof message === 'string' ? message : '',
    seeker,
  };
  const causes = BY_STATUS[status]?.(knock) ?? [status >= 300 && status < 400 ? redirected() : byFunction(knock)];
  return ordered(causes);
}

function typeOf(failed: Failed, body: Record<string, unknown> | null): string | null {
  const header = answerHeader(failed, 'x-amzn-errortype');
  if (header !== null) return header.split(':')[0] ?? null;
  // Without the header, the shape of the body tells.
  return typeof body?.connectionId === 'string' && typeof body.requestId === 'string' ? 'ForbiddenException' : null;
}

const BY_STATUS: Record<number, (knock: Knock) => Cause[]> = {
  101: () => [noSubprotocol()],
  400: () => [noHandshake()],
  401: notKnown,
  403: forbidden,
  429: throttled,
  500: notAsked,
  502: threw,
  504: (knock) => [tooLate(knock)],
};

function noSubprotocol(): Cause {
  return cause('likely', {
    id: 'no-subprotocol',
    title:
      'The answer agrees to a WebSocket and yet opens none: most often the $connect function named no subprotocol of those that were offered.',
    next: next('Offer none, or let the function answer with one of them in Sec-WebSocket-Protocol.'),
  });
}

function noHandshake(): Cause {
  return cause('likely', {
    id: 'no-handshake',
    title: 'API Gateway does not take this for a WebSocket handshake.',
    next: next('Look at the extra headers, and at proxies between here and the API.'),
  });
}

function redirected(): Cause {
  return cause('likely', {
    id: 'redirected',
    title: 'The handshake was answered with a redirect.',
    next: next('Look at the address, or at a proxy between.'),
  });
}

function throttled({ detail, failed }: Knock): Cause[] {
  return [
    cause('likely', {
      id: 'throttled',
      title: 'Too many connections are opened at once: the stage, the route or the account is throttled.',
      evidence: [limitEvidence(detail, failed.stage, '$connect')],
      next: next('Connect again in a moment, or raise the limits of the stage.'),
    }),
  ];
}

function authorizerOf({ detail, connect }: Knock) {
  return detail.authorizers.find(({ id }) => id === connect?.authorizerId) ?? null;
}

function notAsked(knock: Knock): Cause[] {
  const { connect, detail, seeker } = knock;
  const ofAuthorizer =
    connect?.auth === 'lambda' ? authorizerCauses(detail.api.id, authorizerOf(knock), seeker, 'possible') : [];
  const general = cause('likely', {
    id: 'connect-not-asked',
    title:
      'API Gateway could not ask: the authorizer’s function threw or may not be called, or $connect is set up wrongly.',
    next: next(
      'Look into the log of the authorizer’s function, then at the permission with which API Gateway calls it.',
      {
        do: 'logs',
      },
    ),
  });
  const behind = connect?.auth === 'lambda' ? [] : ofFunction(knock).filter(({ certainty }) => certainty === 'certain');
  return [...behind, general, ...ofAuthorizer];
}

function threw(knock: Knock): Cause[] {
  const general = cause('likely', {
    id: 'connect-threw',
    title: 'The function of $connect threw, or gave an answer without a status code.',
    next: next('Look into its log; connect again when it is mended.', { do: 'logs' }),
  });
  return [general, ...ofFunction(knock).filter(({ certainty }) => certainty === 'certain')];
}

/** What AWS tells about the function behind `$connect`. */
function ofFunction({ detail, connect: route, failed, seeker }: Knock): Cause[] {
  return route ? behindRoute({ failed, detail, route, seeker }) : [];
}

function tooLate({ failed }: Knock): Cause {
  const waited = failed.end?.timings.total;
  return cause('certain', {
    id: 'integration-timeout',
    title: 'The integration of $connect gave no answer within its time limit, at most 29 seconds.',
    evidence: [waited === undefined ? null : evidence('time', 'Waited', `${Math.round(waited)} ms`)],
    next: next('See what it waits for, then connect again.', { do: 'logs' }),
  });
}

function notKnown(knock: Knock): Cause[] {
  const { connect, failed } = knock;
  if (connect?.auth !== 'lambda') return [byFunction(knock)];
  const authorizer = authorizerOf(knock);
  const name = authorizer?.name ?? 'of $connect';
  const reads = evidence('authorizer', 'Reads', authorizer?.identitySource.join(', ') ?? '');
  const sources = authorizer?.identitySource.flatMap((text) => readSource(text) ?? []) ?? [];
  const missing = sources.filter((source) => !isSent(failed, source));
  if (missing.length > 0) {
    return [
      cause('certain', {
        id: 'source-missing',
        title: `The authorizer ${name} asks for ${missing.map(sourceInWords).join(' and ')}, which was not sent; its function was not even asked.`,
        evidence: [reads],
        next: next('Fill in what the authorizer reads, under Connecting.'),
      }),
    ];
  }
  return [
    cause('likely', {
      id: 'authorizer-unauthorized',
      title: `The function of the authorizer ${name} answered “Unauthorized”: it does not know the value, or it has expired.`,
      evidence: [reads, authorizer?.lambda ? evidence('lambda', 'Its function', authorizer.lambda) : null],
      next: next('Get a new value and type it under Connecting.'),
    }),
  ];
}

function forbidden(knock: Knock): Cause[] {
  const { detail, connect, failed, type } = knock;
  const stages = detail.stages.map(({ name }) => name);
  if (stages.length > 0 && !stages.includes(failed.stage)) return [noStage(failed.stage, stages)];
  if (connect?.auth === 'iam' && type !== 'ForbiddenException') return badlySigned(knock);
  if (type === null) return [byFunction(knock)];
  if (connect?.apiKeyRequired) return [byKey(knock)];
  if (connect?.auth === 'lambda') return [denied(knock)];
  return [
    cause(detail.api.endpointDisabled ? 'certain' : 'possible', {
      id: detail.api.endpointDisabled ? 'endpoint-disabled' : 'forbidden-before-connect',
      title: detail.api.endpointDisabled
        ? 'The default endpoint of this API is disabled.'
        : 'API Gateway forbids it before $connect is asked: the stage may not be deployed, or the default endpoint is disabled.',
      next: next('Refresh the description, and look at the stages and the custom domains of the API.', { do: 'facts' }),
    }),
  ];
}

export function noStage(stage: string, stages: readonly string[]): Cause {
  return cause('certain', {
    id: 'no-stage',
    title: `The API has no stage ${stage}.`,
    evidence: [evidence('stage', 'Stages', stages.join(', '))],
    next: next(`Choose another: ${stages.join(', ')}.`),
  });
}

function badlySigned({ detail, failed, type, message, seeker }: Knock): Cause[] {
  const causes = signatureCauses(
    { failed, permission: 'execute-api:Invoke', resource: `…/${failed.stage}/$connect`, account: null, seeker },
    type,
    message,
  );
  const unsigned = '$connect asks for a SigV4 signature and the handshake carries none.';
  return causes.map((one) => ({
    ...one,
    title: one.id === 'unsigned' ? unsigned : one.title,
    evidence: [...one.evidence, evidence('api', 'Route', `$connect of ${detail.api.name}`)],
  }));
}

function byKey({ failed, detail }: Knock): Cause {
  const sent = isSent(failed, { in: 'header', name: 'x-api-key' });
  return cause(sent ? 'likely' : 'certain', {
    id: sent ? 'api-key-refused' : 'api-key-missing',
    title: sent
      ? `The API key is not known, is disabled, or is in no usage plan of the stage ${failed.stage}.`
      : '$connect asks for an API key and none was sent.',
    evidence: [evidence('api', 'Key read from', detail.apiKeySelectionExpression ?? '$request.header.x-api-key')],
    next: next(
      sent
        ? 'Pick another key, or add this one to a usage plan of the stage.'
        : 'Pick a key of the account under Connecting.',
    ),
  });
}

function denied(knock: Knock): Cause {
  const authorizer = authorizerOf(knock);
  return cause('certain', {
    id: 'authorizer-denied',
    title: `The function of the authorizer ${authorizer?.name ?? ''} knows the values and denies this connection.`,
    evidence: [authorizer?.lambda ? evidence('lambda', 'Its function', authorizer.lambda) : null],
    next: next('Connect as somebody else, or see which methodArn its policy allows.', { do: 'identity' }),
  });
}

/** API Gateway names the type of its own refusals; without one, what stands behind $connect answered. */
function byFunction({ detail, connect, status }: Knock): Cause {
  const integration = detail.integrations.find(({ id }) => id === connect?.integrationId);
  const who = integration ? `, ${integration.label},` : '';
  return cause('certain', {
    id: 'backend-answered',
    title: `The integration of $connect${who} answered ${status} itself, and API Gateway passed that on.`,
    evidence: [evidence('header', 'x-amzn-errortype', 'not in the answer: API Gateway did not refuse it itself')],
    next: next('What it wants stands in its answer below, or in its log.', { do: 'logs' }),
  });
}
