import type { AppSyncAuth, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { EventsDetail, EventsNamespace } from '@/lib/apis/events/contract';
import {
  appSyncUnreachable,
  errorsIn,
  firstError,
  malformed,
  saidBy,
  tooManySubscriptions,
  turnedAway,
} from '@/lib/diagnosis/appsync-base/refusal';
import type { AppSyncSpot, Doing } from '@/lib/diagnosis/appsync-base/spot';
import { type Cause, cause, evidence, next, ordered } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';

/** What somebody did at an Event API. */
export type EventsDeed = { what: 'connect' } | { what: 'subscribe' | 'publish'; channel: string };

export interface EventsScene {
  detail: EventsDetail;
  /** The authorization mode that was chosen. */
  chosen: AppSyncAuth;
  deed: EventsDeed;
}

interface EventsSpot extends AppSyncSpot {
  deed: EventsDeed;
  /** Null while connecting, and where the API has none of that name. */
  namespace: EventsNamespace | null;
  detail: EventsDetail;
}

/** Why an Event API opened no line, or took no subscription or publication (aws.md §5.5). */
export function diagnoseEvents(failed: Failed, scene: EventsScene, seeker: Seeker): Cause[] {
  const { detail, chosen, deed } = scene;
  if (failed.unreachable) return appSyncUnreachable(failed, detail);
  const status = failed.head?.status ?? 0;
  const namespace = namespaceOf(scene);
  const doing = doingOf(scene, namespace);
  const spot = { failed, api: detail, chosen, doing, ...firstError(failed), seeker, deed, namespace, detail };
  if (spot.type === null && spot.message === '' && status < 400) return [];
  if (errorsIn(failed).some(({ index }) => typeof index === 'number')) return [notPublished(spot)];
  const away = turnedAway(spot, status);
  return ordered(away ? withHandler(spot, away) : [notTaken(spot)]);
}

function namespaceOf({ detail, deed }: EventsScene): EventsNamespace | null {
  return deed.what === 'connect'
    ? null
    : (detail.namespaces.find(({ name }) => name === firstPart(deed.channel)) ?? null);
}

function firstPart(channel: string): string {
  return channel.replace(/^\//, '').split('/')[0] ?? '';
}

const WORDS = { connect: 'connecting', subscribe: 'following', publish: 'publishing to' };
const ACTIONS = { connect: 'EventConnect', subscribe: 'EventSubscribe', publish: 'EventPublish' };

function doingOf({ detail, deed }: EventsScene, namespace: EventsNamespace | null): Doing {
  const { what } = deed;
  const name = what === 'connect' ? '' : firstPart(deed.channel);
  const modes: readonly AppSyncMode[] = what === 'connect' ? detail.connect : (namespace?.[what] ?? []);
  const on = what === 'connect' ? '' : `/channelNamespace/${name}`;
  return {
    what: `${WORDS[what]} ${name}`.trim(),
    modes,
    permission: `appsync:${ACTIONS[what]}`,
    resource: `…:apis/${detail.api.id}${on}`,
  };
}

/** A handler may refuse as well, in the words in which AppSync itself does. */
function withHandler(spot: EventsSpot, causes: Cause[]): Cause[] {
  const { namespace, failed, type, chosen } = spot;
  if (
    !namespace?.handlers ||
    type !== 'UnauthorizedException' ||
    causes.some(({ certainty }) => certainty === 'certain')
  )
    return causes;
  // Who was let in to the line is known to AppSync; a permission and an authorizer are asked again for each message.
  const known = failed.onLine && chosen.mode !== 'AWS_IAM' && chosen.mode !== 'AWS_LAMBDA';
  const handler = handlerRefused(spot, namespace, known ? 'likely' : 'possible');
  return known ? [handler] : [...causes, handler];
}

function handlerRefused(spot: EventsSpot, { name }: EventsNamespace, certainty: Cause['certainty']): Cause {
  const { what } = spot.deed;
  return cause(certainty, {
    id: 'handler-refused',
    title: `The ${what === 'publish' ? 'onPublish' : 'onSubscribe'} handler of ${name} refused it: the caller is known, and may not do this.`,
    evidence: [evidence('api', 'Handlers', `${name} has code of its own`), saidBy(spot)],
    next: next('Look at the code of the channel namespace, and at what it lets whom do.', { do: 'facts' }),
  });
}

/** AppSync read what was asked, and there is nothing of the kind. */
function notTaken(spot: EventsSpot): Cause {
  const { deed, namespace, detail, message, type } = spot;
  if (deed.what === 'connect') return malformed(spot);
  if (/subscriptions? at most|subscriptions reached/i.test(message) || type === 'MaxSubscriptionsReachedError') {
    return tooManySubscriptions(spot);
  }
  if (/invalid channel|wildcard channel|channel is required/i.test(message)) return badChannel(spot, deed);
  if (!namespace && detail.problems.length === 0) return noNamespace(spot, firstPart(deed.channel));
  if (namespace?.handlers && type !== 'BadRequestException') return handlerError(spot, namespace);
  return malformed(spot);
}

function noNamespace(spot: EventsSpot, name: string): Cause {
  const names = spot.detail.namespaces.map((one) => one.name);
  return cause('certain', {
    id: 'no-namespace',
    title: `The API has no channel namespace ${name}.`,
    evidence: [evidence('api', 'Its namespaces', names.join(', ') || 'none'), saidBy(spot)],
    next: next('Begin the channel with one of these.', { do: 'facts' }),
  });
}

function badChannel(spot: EventsSpot, { what, channel }: Exclude<EventsDeed, { what: 'connect' }>): Cause {
  const wild = what === 'publish' && channel.endsWith('/*');
  return cause('certain', {
    id: 'channel-form',
    title: wild
      ? 'One publishes to a channel, and not to all below it.'
      : 'The name is none of a channel: one to five parts of letters, digits and hyphens, with no hyphen at either end of a part.',
    evidence: [evidence('request', 'Channel', channel), saidBy(spot)],
    next: next('Write the channel in another way.'),
  });
}

function handlerError(spot: EventsSpot, { name }: EventsNamespace): Cause {
  return cause('certain', {
    id: 'handler-error',
    title: `The ${spot.deed.what === 'publish' ? 'onPublish' : 'onSubscribe'} handler of ${name} ended with an error: ${spot.message}`,
    evidence: [evidence('api', 'Handlers', `${name} has code of its own`), saidBy(spot)],
    next: next('Look at the code of the channel namespace, and at the log of the API.', { do: 'facts' }),
  });
}

/** AppSync took the publication, and some of its events it did not. */
function notPublished(spot: EventsSpot): Cause {
  const { failed, message, namespace } = spot;
  const count = errorsIn(failed).length;
  const seen = [saidBy(spot), evidence('body', 'Not taken', count === 1 ? 'one event' : `${count} events`)];
  if (/larger|too large|size/i.test(message)) {
    return cause('certain', {
      id: 'event-too-large',
      title: 'The event is larger than the 240 KB that AppSync takes.',
      evidence: seen,
      next: next('Publish less, or where to find it.'),
    });
  }
  if (namespace?.handlers && !/JSON/.test(message))
    return { ...handlerError(spot, namespace), evidence: seen.filter((one) => one !== null) };
  return cause('certain', {
    id: 'event-form',
    title: `AppSync does not take the event: ${message || 'it did not say why'}`,
    evidence: seen,
    next: next('Look at the event: it must be JSON.'),
  });
}
