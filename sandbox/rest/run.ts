import { grouped, headerPairs, queryPairs, type RestCall } from './call';
import { cut, mapText } from './execution-log';
import { type Answer, integrate } from './integrate';
import { validate } from './validate';

/** From the request that was let in to the answer, with what API Gateway writes down on the way. */
export async function run(call: RestCall): Promise<Answer> {
  const { log } = call;
  const last = (values: string[]) => values.at(-1) ?? '';
  log.say(`Starting execution for request: ${call.requestId}`);
  log.say(`HTTP Method: ${call.method}, Resource Path: ${call.resource.path}`);
  log.say(`Method request path: ${mapText(call.pathParameters)}`);
  log.say(`Method request query string: ${mapText(grouped(queryPairs(call.rawQuery), last))}`);
  log.say(`Method request headers: ${mapText(grouped(headerPairs(call.rawHeaders).map(hidden), last))}`);
  log.say(`Method request body before transformations: ${cut(call.body.toString('utf8'))}`);
  validate(call);
  const answer = await integrate(call);
  if (Buffer.isBuffer(answer.body))
    log.say(`Method response body after transformations: ${cut(answer.body.toString('utf8'))}`);
  log.say(`Method response headers: ${mapText(grouped(answer.headers, last))}`);
  log.say('Successfully completed execution');
  log.say(`Method completed with status: ${answer.status}`);
  return answer;
}

/** API Gateway hides what authenticates. */
function hidden([name, value]: [string, string]): [string, string] {
  return /^(authorization|x-api-key|cookie)$/i.test(name)
    ? [name, `${'*'.repeat(12)}${value.slice(-6)}`]
    : [name, value];
}
