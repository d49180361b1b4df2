import { localSlot, type Slot } from '@/components/store';

/** How subscriptions of a route go out. `told` is the WebSocket whose connection_init says once more what its headers say. */
export const SUBSCRIPTION_WAYS = ['socket', 'told', 'events'] as const;
export type SubscriptionWay = (typeof SUBSCRIPTION_WAYS)[number];

export const WAY_LABELS: Record<SubscriptionWay, string> = {
  socket: 'WebSocket',
  told: 'WebSocket, headers in connection_init too',
  events: 'Server-sent events',
};

/** The way that was chosen last for a place. */
export function wayOf(place: string): Slot<SubscriptionWay> {
  return localSlot<SubscriptionWay>(`graphiql-subscriptions:${place}`, {
    fallback: 'socket',
    parse: (value) => SUBSCRIPTION_WAYS.find((one) => one === value) ?? null,
  });
}
