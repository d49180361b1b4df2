import { type Cause, cause, evidence, next } from './cause';
import { challengeEvidence } from './challenge';
import { answerHeader, type Failed, gatewayMessage, pathOf } from './exchange';

/** Headers that API Gateway puts on answers of its own, or that something in front of it adds. */
const OWN =
  /^(date|content-type|content-length|connection|keep-alive|apigw-requestid|www-authenticate|vary|via|x-cache|x-amz-cf-.*|x-amzn-requestid|x-amzn-errortype|x-amz-apigw-id|x-amzn-trace-id|access-control-.*)$/i;

/** Whether an answer has the shape of API Gateway's own with this text: one member, and no header of anybody else. */
export function isGateways(failed: Failed, text: string): boolean {
  if (gatewayMessage(failed)?.toLowerCase() !== text.toLowerCase()) return false;
  // An emulator says the same words and adds what it likes.
  if (failed.emulated) return true;
  const type = answerHeader(failed, 'content-type');
  if (type !== null && type !== 'application/json') return false;
  return failed.head?.headers.every(([name]) => OWN.test(name)) ?? false;
}

/** The integration behind a route, in a word: `notes-get`. */
export interface Behind {
  label: string;
  lambda: boolean;
}

/** API Gateway passed on what the backend said. */
export function backendAnswered(
  failed: Failed,
  behind: Behind | null,
  certainty: Cause['certainty'] = 'certain',
): Cause {
  const status = failed.head?.status ?? 0;
  const who = behind ? `, ${behind.label},` : '';
  const foreign = failed.head?.headers.find(([name]) => !OWN.test(name));
  const said = gatewayMessage(failed);
  return cause(certainty, {
    id: 'backend-answered',
    title: `The integration${who} answered ${status} itself, and API Gateway passed that on.`,
    evidence: [
      ...challengeEvidence(failed),
      foreign ? evidence('header', foreign[0], `${foreign[1]} is no header of API Gateway’s own.`) : null,
      said === null ? evidence('body', 'Body', 'It is not what API Gateway writes itself.') : null,
      evidence('request', 'Asked for', `${failed.method} ${pathOf(failed)}`),
    ],
    next: next(
      status >= 500
        ? `What went wrong stands in its answer below, or in ${behind?.lambda ? 'the function’s' : 'its'} log.`
        : 'What it wants stands in its answer below, or in its log.',
      { do: 'logs' },
    ),
  });
}
