import 'server-only';
import type { LineEvent, LineSink } from '@/lib/core/line';
import type { SubscriptionProtocol } from './contract';

const WORDS: Record<SubscriptionProtocol, string> = {
  'graphql-transport-ws':
    'HTTP APIs of API Gateway take no WebSocket: they pass an upgrade on as a plain GET, so no server behind one can be subscribed to this way. Put subscriptions on a WebSocket API or on AppSync, or reach the server past the gateway.',
  sse: 'HTTP APIs of API Gateway hold an answer back until it is whole, for 30 seconds at most, so events never arrive as they happen. Put subscriptions on a WebSocket API or on AppSync, or reach the server past the gateway.',
};

/** Tells what API Gateway itself cannot do, where a line does not open: then nobody needs to look for the fault in the server. */
export function explaining(sink: LineSink, protocol: SubscriptionProtocol): LineSink {
  return {
    event(event) {
      sink.event(event);
      if (isNoOpening(event)) sink.event({ type: 'note', message: WORDS[protocol] });
    },
    frame: (tag, bytes) => sink.frame(tag, bytes),
  };
}

function isNoOpening(event: LineEvent): boolean {
  return event.type === 'refused' || (event.type === 'unreachable' && event.reason === 'timeout');
}
