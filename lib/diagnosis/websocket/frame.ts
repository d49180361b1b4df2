import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import { type Cause, cause, evidence, next, ordered } from '@/lib/diagnosis/cause';
import { type Failed, objectIn } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { behindRoute } from './behind-route';
import { limitEvidence } from './limits';

/** What was known of a WebSocket API when a message went out. */
export interface FrameScene {
  detail: WebSocketDetail;
  /** The key that the route selection makes of the message; null where it makes none, and where the message is not known. */
  key: string | null;
  /** The route that takes it. */
  route: WebSocketRoute | null;
}

/** Why API Gateway answered a message with an error of its own (aws.md §4.4). The session stays open. */
export function diagnoseFrame(failed: Failed, scene: FrameScene, seeker: Seeker): Cause[] {
  const message = objectIn(failed.body)?.message;
  const said = typeof message === 'string' ? message : '';
  const rule = RULES.find(([words]) => words.test(said));
  return ordered(rule?.[1](failed, scene, seeker) ?? [unknown(said)]);
}

type Tell = (failed: Failed, scene: FrameScene, seeker: Seeker) => Cause[];

const RULES: readonly (readonly [RegExp, Tell])[] = [
  [/^forbidden$/i, (_failed, scene) => [noRoute(scene)]],
  [/^internal server error$/i, integrationFailed],
  [/^endpoint request timed out$/i, (failed, scene) => [tooLate(failed, scene)]],
  [/^(too many requests|limit exceeded|rate exceeded)$/i, (failed, scene) => [throttled(failed, scene)]],
  [/^bad request( body)?$/i, (_failed, scene) => [noModel(scene)]],
  [/^unauthorized$/i, () => [unauthorized()]],
];

function noRoute({ detail, key }: FrameScene): Cause {
  const keys = detail.routes.map((one) => one.key).filter((one) => !one.startsWith('$'));
  return cause('certain', {
    id: 'no-route',
    title: 'No route takes the message, and the API has no $default.',
    evidence: [
      evidence('api', 'Route selection', detail.routeSelectionExpression),
      evidence('request', 'Makes of it', key ?? 'no key: the message is no JSON, or lacks what is read'),
      evidence('api', 'Its routes', keys.join(', ') || 'none'),
    ],
    next: next('Send what selects one of these, or add a $default route.', { do: 'facts' }),
  });
}

function integrationFailed(failed: Failed, { detail, route }: FrameScene, seeker: Seeker): Cause[] {
  const causes = route ? behindRoute({ failed, detail, route, seeker }) : [];
  const general = cause('possible', {
    id: 'integration-failed',
    title: `The integration of ${route?.key ?? 'the route'} failed: it threw, may not be called, or gave no answer that API Gateway understands.`,
    next: next('Its log says which; look for the request id.', { do: 'logs' }),
  });
  return causes.length > 0 ? causes : [{ ...general, certainty: 'likely' }];
}

function tooLate({ end }: Failed, { detail, route }: FrameScene): Cause {
  const integration = detail.integrations.find(({ id }) => id === route?.integrationId);
  return cause('certain', {
    id: 'integration-timeout',
    title: `The integration of ${route?.key ?? 'the route'} gave no answer within its time limit, at most 29 seconds.`,
    evidence: [
      end ? evidence('time', 'Waited', `${Math.round(end.timings.total)} ms`) : null,
      integration ? evidence('integration', 'It is', integration.label) : null,
    ],
    next: next('See what it waits for, or let it answer at once and post its result later.', { do: 'logs' }),
  });
}

function throttled({ stage }: Failed, { detail, route }: FrameScene): Cause {
  return cause('likely', {
    id: 'throttled',
    title: `Too many messages come at once: ${route?.key ?? 'the route'}, the stage or the account is throttled.`,
    evidence: [limitEvidence(detail, stage, route?.key ?? '$default')],
    next: next('Send more slowly, or raise the limits of the stage.'),
  });
}

function noModel({ route }: FrameScene): Cause {
  return cause('certain', {
    id: 'message-model',
    title: `The message does not fit the model of ${route?.key ?? 'its route'}.`,
    evidence: [route ? evidence('route', 'Route', route.key) : null],
    next: next('Send what the model asks for; API Gateway does not say which part is missing.', { do: 'facts' }),
  });
}

function unauthorized(): Cause {
  return cause('certain', {
    id: 'not-let-in',
    title: 'The route wants somebody who was let in at $connect, and this session was not.',
    next: next('Connect again as somebody else.', { do: 'identity' }),
  });
}

function unknown(said: string): Cause {
  return cause('likely', {
    id: 'gateway-error',
    title: `API Gateway could not pass the message on: ${said}`,
    next: next('See what its logs say.', { do: 'logs' }),
  });
}
