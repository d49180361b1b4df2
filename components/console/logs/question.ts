import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { identitiesOf, latencyOf, routeOf, type StatusClass, statusClassOf, statusOf } from './fields';
import type { ShownLines } from './log-filter';

/** What a person wants to see of the lines. */
export interface LogQuestion {
  /** Found anywhere in a line, without regard to case. */
  text: string;
  /** A route key; empty for all. */
  route: string;
  /** None for all. */
  statuses: readonly StatusClass[];
  /** In ms. */
  slowerThan: number | null;
  /** A part of what says who asked: an address, a user, a key's id. */
  identity: string;
  /** Only lines that are not in the format. */
  unreadOnly: boolean;
}

export const NO_QUESTION: LogQuestion = {
  text: '',
  route: '',
  statuses: [],
  slowerThan: null,
  identity: '',
  unreadOnly: false,
};

/** Whether anything but the free text is asked: then lines have to be read. */
export function asksFields({ route, statuses, slowerThan, identity }: LogQuestion): boolean {
  return route !== '' || statuses.length > 0 || slowerThan !== null || identity !== '';
}

/** What a filter of lines looks for. */
export function shownOf(question: LogQuestion): ShownLines {
  const { text, unreadOnly } = question;
  return { text, unreadOnly, test: asksFields(question) && !unreadOnly ? testOf(question) : null };
}

function testOf({ route, statuses, slowerThan, identity }: LogQuestion): (record: AccessLogRecord) => boolean {
  const classes = new Set<StatusClass | null>(statuses);
  const who = identity.toLowerCase();
  return (record) =>
    (route === '' || routeOf(record) === route) &&
    (classes.size === 0 || classes.has(statusClassOf(statusOf(record)))) &&
    (slowerThan === null || (latencyOf(record) ?? -1) > slowerThan) &&
    (who === '' || identitiesOf(record).some((one) => one.toLowerCase().includes(who)));
}
