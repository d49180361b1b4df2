import type { IncomingHttpHeaders } from 'node:http';
import type { Input, Service } from './call';
import { AwsFailure } from './failure';
import { queryFailure } from './query-xml';
import { JSON_SIGNATURE_CODES, jsonAnswer, jsonFailure } from './rest-json';
import { unknownAction } from './sts';

/** A service that this account does not have, or none at all (an empty name): it refuses each operation in the protocol in which it was asked. */
export function unknownService(name: string, headers: IncomingHttpHeaders): Service {
  const unsigned = () => new AwsFailure('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  if (name === '') return refusing(name, jsonFailure, unsigned);
  if (headers['x-amz-target'] !== undefined) return refusing(name, jsonTargetFailure);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return refusing(
      name,
      (failure, requestId) => queryFailure('', failure, requestId),
      ({ parameters }) => unknownAction(parameters.get('Action'), parameters.get('Version')),
    );
  }
  return refusing(name, jsonFailure);
}

function refusing(
  name: string,
  fail: Service['fail'],
  refusal: (input: Input) => AwsFailure = () => new AwsFailure('UnknownOperationException', 404, ''),
): Service {
  return {
    name,
    throttled: null,
    operation: (input) => {
      throw refusal(input);
    },
    answer: (_operation, output, requestId) => jsonAnswer(200, output, requestId),
    fail,
    codes: {
      denied: 'AccessDeniedException',
      throttled: () => new AwsFailure('ThrottlingException', 400, 'Rate exceeded'),
      signature: JSON_SIGNATURE_CODES,
    },
  };
}

/** The awsJson protocols name the error in the body, and answer 400 whatever it is. */
function jsonTargetFailure(failure: unknown, requestId: string) {
  const { code, message } =
    failure instanceof AwsFailure ? failure : new AwsFailure('InternalFailure', 500, String(failure));
  const answer = jsonAnswer(400, { __type: code, ...(message ? { message } : {}) }, requestId);
  return { ...answer, headers: { ...answer.headers, 'content-type': 'application/x-amz-json-1.1' } };
}
