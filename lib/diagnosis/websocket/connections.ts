import type { ConnectionsInput, WebSocketDetail } from '@/lib/apis/websocket/contract';
import { type Cause, cause, evidence, next, ordered } from '@/lib/diagnosis/cause';
import { answerHeader, type Failed, objectIn } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { networkCauses } from '@/lib/diagnosis/network';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { noStage } from './diagnose';

/** What was known of a WebSocket API when one of its connections was reached for. */
export interface ConnectionsScene {
  detail: WebSocketDetail;
  method: ConnectionsInput['method'];
  connectionId: string;
}

/** Why a connection could not be posted to, looked at or ended through `@connections` (aws.md §4.6). */
export function diagnoseConnections(failed: Failed, scene: ConnectionsScene, seeker: Seeker): Cause[] {
  if (failed.unreachable) {
    const { emulator, api } = scene.detail;
    return networkCauses(failed, {
      ...{ emulator, correctable: emulator, endpointDisabled: api.endpointDisabled },
      domain: null,
    });
  }
  const status = failed.head?.status ?? 0;
  if (status < 400) return [];
  return ordered(BY_STATUS[status]?.(failed, scene, seeker) ?? [answered(status)]);
}

type Tell = (failed: Failed, scene: ConnectionsScene, seeker: Seeker) => Cause[];

const BY_STATUS: Record<number, Tell> = {
  400: (_failed, { connectionId }) => [badId(connectionId)],
  403: forbidden,
  410: (_failed, { connectionId }) => [gone(connectionId)],
  413: (failed) => [tooLarge(failed)],
  429: () => [tooMany()],
};

function badId(connectionId: string): Cause {
  return cause('certain', {
    id: 'connection-id',
    title: 'API Gateway does not take this for the id of a connection.',
    evidence: [evidence('request', 'Id', connectionId)],
    next: next('Copy the whole id, its = included: it is like L0SM9cOFvHcCIhw=.'),
  });
}

function forbidden(failed: Failed, { detail, method }: ConnectionsScene, seeker: Seeker): Cause[] {
  const { stage } = failed;
  const stages = detail.stages.map(({ name }) => name);
  if (stages.length > 0 && !stages.includes(stage)) return [noStage(stage, stages)];
  const body = objectIn(failed.body);
  const message = [body?.message, body?.Message].find((one) => typeof one === 'string');
  const resource = `…/${stage}/${method}/@connections/*`;
  const signed = { failed, permission: 'execute-api:ManageConnections', resource, account: null, seeker };
  const type = answerHeader(failed, 'x-amzn-errortype')?.split(':')[0] ?? null;
  return signatureCauses(signed, type, typeof message === 'string' ? message : '');
}

function gone(connectionId: string): Cause {
  return cause('certain', {
    id: 'connection-gone',
    title: 'No connection of this stage has that id: it ended, or is still at $connect.',
    evidence: [evidence('request', 'Id', connectionId)],
    next: next('Choose one that is open; a backend takes a connection that is gone off its list.'),
  });
}

function tooLarge({ request }: Failed): Cause {
  const bytes = request?.bodyBytes ?? null;
  return cause('certain', {
    id: 'payload-too-large',
    title: 'A post has up to 128 KB.',
    evidence: [bytes === null ? null : evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`)],
    next: next('Send less, or in several posts.'),
  });
}

function tooMany(): Cause {
  return cause('likely', {
    id: 'throttled',
    title: 'Too many requests: the connection does not read fast enough, or the account is throttled.',
    next: next('Wait a moment and post more slowly.', { do: 'send-again' }),
  });
}

function answered(status: number): Cause {
  return cause('likely', {
    id: 'gateway-error',
    title: `API Gateway answered ${status} and does not say why.`,
    next: next('Try again in a moment.', { do: 'send-again' }),
  });
}
