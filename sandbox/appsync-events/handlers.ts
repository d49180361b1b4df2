import type { Caller } from '@/sandbox/appsync/auth/authorize';
import { AppSyncRefusal, unauthorized } from '@/sandbox/appsync/auth/refusal';
import { ResolverError } from '@/sandbox/appsync/graphql/errors';
import { runJs } from '@/sandbox/appsync/graphql/js-runtime';
import type { ChannelNamespace } from './model';

/** An event as a handler is given it, and as it gives it on; with an `error` it goes no further. */
export interface HandledEvent {
  id: string;
  payload: unknown;
  error?: string;
}

interface Occasion {
  namespace: ChannelNamespace;
  channel: string;
  caller: Caller;
}

/** What the namespace's `onPublish` lets on of some events (AWS: "Channel namespace handlers"): all of them where it has none. */
export function onPublish(occasion: Occasion, events: readonly HandledEvent[]): HandledEvent[] {
  const said = handle('onPublish', occasion, { events: structuredClone(events) });
  return said === undefined ? [...events] : (said as HandledEvent[]);
}

/** Asks the namespace's `onSubscribe`. Throws its refusal. */
export function onSubscribe(occasion: Occasion): void {
  handle('onSubscribe', occasion, {});
}

/** Undefined where the namespace has no such handler. */
function handle(name: 'onPublish' | 'onSubscribe', { namespace, channel, caller }: Occasion, given: object): unknown {
  const { codeHandlers, name: channelNamespace } = namespace;
  if (codeHandlers === undefined) return;
  const segments = channel.split('/').slice(1);
  const info = { channel: { path: channel, segments }, channelNamespace: { name: channelNamespace } };
  const context = { ...given, identity: caller.identity, info: { ...info, operation: OPERATIONS[name] } };
  try {
    return runJs(codeHandlers, name, { context, append: () => {} }).value;
  } catch (error) {
    if (!(error instanceof ResolverError)) throw error;
    if (error.errorType === 'Unauthorized') throw unauthorized();
    throw new AppSyncRefusal(400, error.errorType, error.message);
  }
}

const OPERATIONS = { onPublish: 'PUBLISH', onSubscribe: 'SUBSCRIBE' };
