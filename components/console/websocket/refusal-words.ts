import { isSame, sourceInWords } from '@/components/console/auth/foresight';
import type { Asked } from '@/components/identity/asked';
import type { AnswerHead, WireRequest } from '@/lib/core/outcome';
import { objectIn } from './route-message';

/** A handshake that opened nothing, and what the API's configuration says about it. */
export interface Refused {
  head: Pick<AnswerHead, 'status' | 'headers'>;
  body: string;
  request: Pick<WireRequest, 'target' | 'headers'> | null;
  stage: string;
  /** The stages that the API has. */
  stages: readonly string[];
  /** What `$connect` asks for; null where the API has no such route. */
  connect: { asked: Asked; keyRequired: boolean; authorizer: string | null; integration: string | null } | null;
}

/** Why it was most likely refused, and what to do next. */
export interface RefusalReason {
  why: string;
  next: string;
}

export function refusalReason(refused: Refused): RefusalReason {
  const { status } = refused.head;
  if (status === 401) return notKnown(refused);
  if (status === 403) return forbidden(refused);
  const told = byStatus(status);
  if (told) return told;
  if (status >= 300 && status < 400) {
    return { why: 'The handshake was answered with a redirect.', next: 'Look at the address, or at a proxy between.' };
  }
  return byFunction(refused);
}

function byStatus(status: number): RefusalReason | null {
  switch (status) {
    case 101:
      return {
        why: 'The answer agrees to a WebSocket and yet opens none: most often the $connect function named no subprotocol of those that were offered.',
        next: 'Offer none, or let the function answer with one of them in Sec-WebSocket-Protocol.',
      };
    case 400:
      return {
        why: 'API Gateway does not take this for a WebSocket handshake.',
        next: 'Look at the extra headers, and at proxies between here and the API.',
      };
    case 429:
      return {
        why: 'Too many connections are opened at once: the stage, the route or the account is throttled.',
        next: 'Connect again in a moment, or raise the limits of the stage.',
      };
    case 500:
      return {
        why: 'API Gateway could not ask: the authorizer’s function threw or may not be called, or $connect is set up wrongly.',
        next: 'Look into the log of the authorizer’s function, then at the permission with which API Gateway calls it.',
      };
    case 502:
      return {
        why: 'The function of $connect threw, or gave an answer without a status code.',
        next: 'Look into its log; connect again when it is mended.',
      };
    case 504:
      return {
        why: 'The integration of $connect gave no answer within its time limit, at most 29 seconds.',
        next: 'See what it waits for, then connect again.',
      };
    default:
      return null;
  }
}

function notKnown(refused: Refused): RefusalReason {
  const { connect } = refused;
  if (connect?.asked.auth !== 'lambda') return byFunction(refused);
  const missing = connect.asked.sources.filter((source) => !isSent(refused, source));
  const name = connect.authorizer ?? 'of $connect';
  if (missing.length > 0) {
    return {
      why: `The authorizer ${name} asks for ${missing.map(sourceInWords).join(' and ')}, which was not sent; its function was not even asked.`,
      next: 'Fill in what the authorizer reads, under Connecting.',
    };
  }
  return {
    why: `The function of the authorizer ${name} answered “Unauthorized”: it does not know the value, or it has expired.`,
    next: 'Get a new value and type it under Connecting.',
  };
}

function forbidden(refused: Refused): RefusalReason {
  const { connect, stage, stages } = refused;
  if (stages.length > 0 && !stages.includes(stage)) {
    return { why: `The API has no stage ${stage}.`, next: `Choose another: ${stages.join(', ')}.` };
  }
  const type = errorType(refused);
  if (connect?.asked.auth === 'iam' && type !== 'ForbiddenException') return badlySigned(refused, type);
  if (type === null) return byFunction(refused);
  if (connect?.keyRequired) return byKey(refused);
  if (connect?.asked.auth === 'lambda') {
    return {
      why: `The function of the authorizer ${connect.authorizer ?? ''} knows the values and denies this connection.`,
      next: 'Connect as somebody else, or see which methodArn its policy allows.',
    };
  }
  return {
    why: 'API Gateway forbids it before $connect is asked: the stage may not be deployed, or the default endpoint is disabled.',
    next: 'Refresh the description, and look at the stages and the custom domains of the API.',
  };
}

function byKey(refused: Refused): RefusalReason {
  if (!isSent(refused, { in: 'header', name: 'x-api-key' })) {
    return {
      why: '$connect asks for an API key and none was sent.',
      next: 'Pick a key of the account under Connecting.',
    };
  }
  return {
    why: `The API key is not known, is disabled, or is in no usage plan of the stage ${refused.stage}.`,
    next: 'Pick another key, or add this one to a usage plan of the stage.',
  };
}

const SIGNATURES: Record<string, RefusalReason> = {
  ExpiredTokenException: {
    why: 'The temporary credentials that signed have expired.',
    next: 'Get new credentials, then connect again.',
  },
  UnrecognizedClientException: {
    why: 'AWS does not know the access key that signed.',
    next: 'Look at the profile: its key may be deleted, or belong to another partition.',
  },
  InvalidSignatureException: {
    why: 'AWS does not accept the signature: the secret key does not fit the access key, or the clock here is more than five minutes off.',
    next: 'Look at the profile’s keys and at the clock, then connect again.',
  },
};

function badlySigned(refused: Refused, type: string | null): RefusalReason {
  const signed =
    isSent(refused, { in: 'header', name: 'Authorization' }) ||
    isSent(refused, { in: 'query', name: 'X-Amz-Signature' });
  if (!signed) {
    return {
      why: '$connect asks for a SigV4 signature and the handshake carries none.',
      next: 'Choose IAM SigV4 as identity.',
    };
  }
  const known = type === null ? undefined : SIGNATURES[type];
  if (known) return known;
  return {
    why: `The signature is good, and whoever signed lacks execute-api:Invoke on …/${refused.stage}/$connect.`,
    next: 'Choose another identity, or let its policy allow that.',
  };
}

/** API Gateway names the type of its own refusals; without one, what stands behind $connect answered. */
function byFunction({ head, connect }: Refused): RefusalReason {
  const who = connect?.integration ? `, ${connect.integration},` : '';
  return {
    why: `The integration of $connect${who} answered ${head.status} itself, and API Gateway passed that on.`,
    next: 'What it wants stands in its answer below, or in its log.',
  };
}

function errorType({ head, body }: Refused): string | null {
  const header = head.headers.find(([name]) => name.toLowerCase() === 'x-amzn-errortype')?.[1];
  if (header) return header.split(':')[0] ?? null;
  // Without the header, the shape of the body tells.
  const told = objectIn(body);
  return told && typeof told.connectionId === 'string' && typeof told.requestId === 'string'
    ? 'ForbiddenException'
    : null;
}

function isSent({ request }: Refused, source: { in: 'header' | 'query'; name: string }): boolean {
  if (!request) return false;
  if (source.in === 'header') {
    return request.headers.some(([name, value]) => value !== '' && isSame({ in: 'header', name }, source));
  }
  const query = request.target.includes('?') ? request.target.slice(request.target.indexOf('?') + 1) : '';
  return Boolean(new URLSearchParams(query).get(source.name));
}
