import type { LogPlace } from '@/lib/logs/contract';

/** Which API a log belongs to. */
export interface LogOwner {
  kind: string;
  id: string;
  name: string;
}

/** One log that is looked at. */
export interface LogSource {
  owner: LogOwner;
  place: LogPlace;
  /** Only lines with this word, such as the id of one invocation; null for all. */
  word: string | null;
}

/** A source as an address names it: `function:notes-get`, with `~` and a word where it is narrowed to that. Names only. */
export interface NamedPlace {
  id: string;
  word: string | null;
}

export function namePlace({ id, word }: NamedPlace): string {
  return word === null ? id : `${id}~${word}`;
}

export function readPlaceName(text: string): NamedPlace {
  const at = text.indexOf('~');
  return at < 0 ? { id: text, word: null } : { id: text.slice(0, at), word: text.slice(at + 1) || null };
}

/** A source as the address of the page with many of them has it: `http/a1b2c3/access:$default`. */
export function nameSource(api: { kind: string; id: string }, place: NamedPlace): string {
  return `${api.kind}/${encodeURIComponent(api.id)}/${namePlace(place)}`;
}

export function readSourceName(text: string): { kind: string; id: string; place: NamedPlace } | null {
  const match = /^([a-z][a-z0-9-]*)\/([^/]+)\/(.+)$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  try {
    return { kind: match[1], id: decodeURIComponent(match[2]), place: readPlaceName(match[3]) };
  } catch {
    return null;
  }
}

/** The log group that can be read line by line; else null, and `whyNot` says why. */
export function groupOf({ destination, facts, exists }: LogPlace): string | null {
  if (destination?.type !== 'group' || exists === false) return null;
  return facts && facts.class !== 'STANDARD' && facts.class !== 'ESSENTIALS' ? null : destination.group;
}

/** Why a log cannot be followed, and what can be done instead; null where it can. */
export function whyNot(place: LogPlace): string | null {
  const { destination, facts, exists } = place;
  if (destination === null) return 'Nothing is logged here.';
  if (destination.type === 'firehose') {
    return 'It goes to a Firehose stream, which cannot be read back. Look where the stream delivers to.';
  }
  if (exists === false) {
    return place.role === 'function'
      ? 'The log group is not there yet. Lambda makes it with the first invocation.'
      : 'The log group is not there. It was deleted, or nothing has been written to it.';
  }
  if (facts?.class === 'INFREQUENT_ACCESS') {
    return 'The group is of the class Infrequent Access: CloudWatch lets it be queried and not read. Use a query.';
  }
  if (facts?.class === 'DELIVERY') {
    return 'The group is of the class Delivery: CloudWatch only passes its lines on and keeps them for two days.';
  }
  return null;
}

/** What stands before a line where several logs are shown: the API's name only where there are several. */
export function sourceLabel({ owner, place, word }: LogSource, several: boolean): string {
  const narrowed = word === null ? '' : `, ${word}`;
  const label = place.role === 'function' ? `Lambda ${place.label}` : place.label;
  return `${several ? `${owner.name}: ` : ''}${label}${narrowed}`;
}

/** The same in a column of the table, where there is little room: `notes $default`. */
export function shortLabel(source: LogSource, several: boolean): string {
  const { owner, place, word } = source;
  if (place.role !== 'access' || word !== null) return sourceLabel(source, several);
  return several ? `${owner.name} ${place.stage ?? ''}`.trim() : place.label;
}

/** CloudWatch's pattern for one word as it stands. */
export function wordPattern(word: string): string {
  return `"${word.replaceAll('"', '')}"`;
}
