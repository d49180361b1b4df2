import { badRequest } from '@/sandbox/appsync/auth/refusal';

/** A channel or a pattern of channels, in its one form: `/namespace/segment…`, with `/*` at the end of a pattern. */
export interface Channel {
  path: string;
  namespace: string;
}

const SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/;
const MOST_SEGMENTS = 5;

/** One to five segments of letters, digits and dashes; slashes around them do not matter. Only a subscription may end in `/*`. */
export function channelOf(text: unknown, { wildcard }: { wildcard: boolean }): Channel {
  if (typeof text !== 'string') throw badRequest('channel is required.');
  const trimmed = text.replace(/^\//, '').replace(/\/$/, '');
  const segments = trimmed.split('/');
  const ends = segments.at(-1) === '*';
  if (ends && !wildcard) throw badRequest('Events cannot be published to a wildcard channel.');
  const named = ends ? segments.slice(0, -1) : segments;
  const [namespace = ''] = named;
  if (namespace === '' || segments.length > MOST_SEGMENTS || !named.every((segment) => SEGMENT.test(segment))) {
    throw badRequest(`Invalid channel: ${text.slice(0, 300)}`);
  }
  return { path: `/${trimmed}`, namespace };
}

/** Whether what is published to a channel goes to who subscribed to a pattern: `/a/*` takes all below `/a`, at any depth. */
export function reaches(pattern: string, channel: string): boolean {
  return pattern.endsWith('/*') ? channel.startsWith(pattern.slice(0, -1)) : pattern === channel;
}
