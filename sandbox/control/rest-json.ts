import type { Answer, Call, Output } from './call';
import { AwsFailure } from './failure';

/** An operation by the segments of its path; `null` takes any one segment, which `run` is given. */
export interface RestOperation {
  path: (string | null)[];
  name: string;
  /** GET unless it says another. */
  verb?: 'POST' | 'PATCH';
  run: (call: Call, names: string[]) => Output | Promise<Output>;
}

/** The restJson1 protocol: a plain JSON body, errors named in a header. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function jsonAnswer(status: number, body: unknown, requestId: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  };
}

export function jsonFailure(failure: unknown, requestId: string): Answer {
  const known =
    failure instanceof AwsFailure ? failure : new AwsFailure('InternalServerErrorException', 500, String(failure));
  const body = known.message ? { message: known.message } : {};
  const answer = jsonAnswer(known.status, body, requestId);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': known.code } };
}

/** The Query protocol's names for a refused signature, in the words of the JSON protocols. */
export const JSON_SIGNATURE_CODES: Record<string, string> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
};
