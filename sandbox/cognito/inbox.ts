import type { World } from '@/sandbox/model';

/** A text message or a mail that Cognito would have sent. */
export interface Message {
  /** ISO 8601. */
  at: string;
  medium: 'SMS' | 'EMAIL';
  to: string;
  poolId: string;
  username: string;
  text: string;
  code: string;
}

const KEPT = 200;
const inboxes = new WeakMap<World, Message[]>();

/** What was sent, newest first: the sandbox delivers nowhere else. */
export function inboxOf(world: World): readonly Message[] {
  return inboxes.get(world) ?? [];
}

export function deliver(world: World, message: Message): void {
  inboxes.set(world, [message, ...inboxOf(world)].slice(0, KEPT));
}
