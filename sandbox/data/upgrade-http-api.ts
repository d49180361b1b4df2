import type { IncomingMessage } from 'node:http';
import { askedApi, findApi } from '@/sandbox/asked-api';
import type { World } from '@/sandbox/model';
import { withRealtimeFault } from '@/sandbox/realtime-fault';
import type { Sandbox } from '@/sandbox/sandbox';
import { refuseUpgrade, type Upgrading } from '@/sandbox/upgrading';
import { type Arrival, arrive, callOf, routeOf, stageOf } from './arrival';
import { authorize } from './authorize';
import { eventV2 } from './event';
import { matchRoute } from './match-route';
import { packagedFunction } from './packaged';
import { recordRequest } from './recorder';
import { GatewayRefusal, serverError } from './refusal';
import { selectStage } from './stage';
import { functionBehind } from './stream-through';
import type { HttpApiTarget } from './target';

/**
 * Lets a WebSocket through to the function behind a route. API Gateway's HTTP APIs do not upgrade; the sandbox does,
 * where the function can speak over a WebSocket, because the same GraphQL server behind an emulator, a load balancer or
 * another gateway would be reached at just this path. The route's authorizer is asked as for any request.
 */
export async function upgradeHttpApi({ world, faults }: Sandbox, upgrading: Upgrading): Promise<boolean> {
  const { req, socket } = upgrading;
  const target = targetOf(world, req);
  const speak = target && (await speakerBehind(target, req.method ?? 'GET'));
  if (!speak) return false;

  if (faults.drops()) {
    socket.destroy();
    return true;
  }
  await faults.wait();
  const record = arrive(target, req);
  recordRequest(world, record);
  const away = new AbortController();
  socket.on('close', () => away.abort());
  try {
    const event = await letIn({
      target,
      req,
      record,
      trace: { responseLength: 0, integration: {} },
      signal: away.signal,
    });
    record.integrationReached = true;
    record.status = 101;
    speak(upgrading, event, (line) => withRealtimeFault(line, faults));
  } catch (error) {
    const refusal = error instanceof GatewayRefusal ? error : serverError(String(error));
    Object.assign(record, { reason: refusal.reason, status: refusal.status });
    const headers = { ...refusal.headers, 'apigw-requestid': record.requestId };
    refuseUpgrade(socket, { status: refusal.status, headers, body: refusal.body });
  }
  return true;
}

function targetOf(world: World, req: IncomingMessage): HttpApiTarget | undefined {
  const asked = askedApi(world, req);
  if (!asked) return;
  const { apiId, rawPath, form, domain } = asked;
  const found = findApi(world, apiId);
  return found?.api.protocolType === 'HTTP' ? { world, ...found, rawPath, form, domain } : undefined;
}

async function letIn(arrival: Arrival): Promise<unknown> {
  const stagePath = stageOf(arrival);
  const call = callOf(arrival, { stagePath, ...routeOf(arrival, stagePath), body: Buffer.alloc(0) });
  return eventV2(call, await authorize(call));
}

async function speakerBehind(target: HttpApiTarget, method: string) {
  const stagePath = selectStage(target.api, target.rawPath, target.form);
  const match = stagePath && matchRoute(target.api.routes, method, stagePath.path);
  const fn = match && functionBehind({ route: match.route, target });
  return fn && (await packagedFunction(fn))?.socket;
}
