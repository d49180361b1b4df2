import type { Answer } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { isObject, type Json, type JsonObject } from '@/sandbox/template/json';

/** Amplify calls Cognito from the page, so every answer lets any page read it, as AWS's do. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** The awsJson1.1 protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function targetAnswer(status: number, output: unknown, requestId: string): Answer {
  return {
    status,
    headers: { ...CORS, 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
    body: JSON.stringify(output),
  };
}

export function targetFailure(failure: unknown, requestId: string): Answer {
  const { code, message, status, more } =
    failure instanceof AwsFailure ? failure : new AwsFailure('InternalErrorException', 500, String(failure));
  const answer = targetAnswer(status === 500 ? 500 : 400, { __type: code, message, ...more }, requestId);
  // Header values take printable ASCII only.
  const words = message.replace(/[^\x20-\x7e]/g, '?');
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': `${code}:`, 'x-amzn-errormessage': words } };
}

export function preflightAnswer(requestHeaders: string | undefined): Answer {
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': requestHeaders ?? '*',
      'access-control-max-age': '172800',
    },
    body: '',
  };
}

export function readTargetInput(body: Buffer): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw new AwsFailure('SerializationException', 400, 'Start of structure or map found where not expected.');
  }
  if (!isObject(value)) throw new AwsFailure('SerializationException', 400, 'An object was expected.');
  return value;
}
