import type { Target } from '@/lib/core/api';
import { climbsAboveBase, fillPath, pathParameters } from '@/lib/core/path';
import { MASK } from '@/lib/core/redact';
import { type Draft, type DraftRow, liveRows } from './draft';

/** The tab of the request under which a field stands. */
export type RequestTab = 'params' | 'headers' | 'body' | 'auth' | 'cors' | 'settings';

/** What is wrong with a field of the draft. `field` is the end of the id of its input. */
export interface DraftProblem {
  field: string;
  tab: RequestTab | 'line';
  message: string;
  /** Something is still missing: said only once the person wants to send. */
  late?: boolean;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/;
const MASKED = `${MASK} stands for a secret, which is never stored. Type it again.`;
/** Headers that belong to the connection; a value by hand would break the request. */
const OWN_HEADERS = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
]);

/** Everything that must be mended before the draft can be sent, in the order of the screen. */
export function draftProblems(draft: Draft, route: Target): DraftProblem[] {
  return [
    ...methodProblems(draft),
    ...pathProblems(draft, route),
    ...rowProblems(draft.query, 'query', 'params'),
    ...headerProblems(draft),
    ...bodyProblems(draft),
    ...settingProblems(draft),
  ];
}

function methodProblems(draft: Draft): DraftProblem[] {
  if (METHOD.test(draft.method)) return [];
  return [{ field: 'method', tab: 'line', message: 'A method is one word of letters, such as GET.' }];
}

function pathProblems(draft: Draft, route: Target): DraftProblem[] {
  if (draft.path !== null) {
    const message = typedPathProblem(draft.path);
    return message ? [{ field: 'path', tab: 'line', message }] : [];
  }
  const missing = new Set(fillPath(route.path, draft.parameters).missing);
  return pathParameters(route.path).flatMap(({ name }) => {
    const message = missing.has(name) ? `The path needs a value for ${name}.` : parameterProblem(draft, name);
    return message ? [{ field: `parameter-${name}`, tab: 'params' as const, message, late: missing.has(name) }] : [];
  });
}

function parameterProblem(draft: Draft, name: string): string | null {
  const value = draft.parameters[name] ?? '';
  if (value.includes(MASK)) return MASKED;
  if (value === '.' || value === '..') return 'API Gateway reads . and .. as steps in the path, not as a value.';
  return climbsAboveBase(`/${value}`) ? 'This path would lead out of the stage.' : null;
}

function typedPathProblem(path: string): string | null {
  if (path.includes(MASK)) return MASKED;
  if (!path.startsWith('/')) return 'A path starts with /.';
  if (/[?#]/.test(path)) return 'The query goes into the rows below; a path has no ? or #.';
  if (/%(?![0-9A-Fa-f]{2})/.test(path))
    return 'After % there must be two hexadecimal digits. Write %25 for a percent sign.';
  if (/\p{Cc}/u.test(path)) return 'A path cannot hold line breaks or control characters.';
  return climbsAboveBase(path) ? 'This path would lead out of the stage.' : null;
}

function rowProblems(rows: DraftRow[], list: string, tab: RequestTab): DraftProblem[] {
  return rows.flatMap((row) => {
    const nameless = row.on && row.name === '' && row.value !== '';
    const message = nameless
      ? 'Give this value a name, or switch the row off.'
      : row.on && row.value.includes(MASK)
        ? MASKED
        : null;
    return message ? [{ field: `${list}-${row.id}`, tab, message }] : [];
  });
}

function headerProblems(draft: Draft): DraftProblem[] {
  const bad = liveRows(draft.headers).flatMap((row) => {
    const message = row.value.includes(MASK) ? null : headerProblem(row.name, row.value);
    return message ? [{ field: `headers-${row.id}`, tab: 'headers' as const, message }] : [];
  });
  return [...rowProblems(draft.headers, 'headers', 'headers'), ...bad];
}

/** What is wrong with a header; null where it can be sent. */
export function headerProblem(name: string, value: string): string | null {
  if (!TOKEN.test(name)) return 'A header name has letters, digits and hyphens, no spaces or colons.';
  if (OWN_HEADERS.has(name.toLowerCase()))
    return 'This header belongs to the connection and is set when the request is sent.';
  if (/[\r\n]/.test(value)) return 'A header value cannot hold a line break.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header must not hold.
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value)) return 'A header value cannot hold control characters.';
  return [...value].some((character) => character > '\u00ff')
    ? 'A header value can only hold Latin-1 characters. Encode the others.'
    : null;
}

function bodyProblems(draft: Draft): DraftProblem[] {
  if (draft.bodyMode === 'form') return rowProblems(draft.form, 'form', 'body');
  if (draft.bodyMode === 'file' && draft.fileName === null) {
    return [{ field: 'file', tab: 'body', message: 'Choose a file, or another kind of body.', late: true }];
  }
  const typed = draft.bodyMode === 'json' ? draft.json : draft.bodyMode === 'text' ? draft.text : '';
  return typed.includes(MASK) ? [{ field: 'body', tab: 'body', message: MASKED }] : [];
}

function settingProblems(draft: Draft): DraftProblem[] {
  const problems: DraftProblem[] = [...wildcardProblems(draft)];
  const limit = draft.timeoutMs;
  if (!Number.isInteger(limit) || limit < 100 || limit > 900_000) {
    problems.push({ field: 'timeout', tab: 'settings', message: 'The time limit lies between 0.1 and 900 seconds.' });
  }
  if (draft.base !== '' && !isBase(draft.base)) {
    problems.push({
      field: 'base',
      tab: 'settings',
      message: 'A base address starts with http:// or https:// and names a host.',
    });
  }
  return problems;
}

function wildcardProblems({ through, label }: Draft): DraftProblem[] {
  if (!through.startsWith('*.')) return [];
  const message = 'Say what stands for the asterisk: letters, digits and hyphens.';
  if (label === '') return [{ field: 'through', tab: 'line', message, late: true }];
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label) ? [] : [{ field: 'through', tab: 'line', message }];
}

function isBase(base: string): boolean {
  return /^https?:\/\//i.test(base) && URL.canParse(base);
}

/** A field that the server names (`headers.2`, `auth.values.0`) as the field of the draft that was sent. */
export function fieldOf(sent: string, draft: Draft): { field: string; tab: DraftProblem['tab'] } | null {
  const [list, index, at] = sent.split('.');
  if (list === 'headers' || list === 'query') {
    const row = liveRows(draft[list])[Number(index)];
    return row ? { field: `${list}-${row.id}`, tab: list === 'headers' ? 'headers' : 'params' } : null;
  }
  if (list === 'path') return pathField(draft);
  if (list === 'auth' && index === 'values') return { field: `source-${Number(at)}`, tab: 'auth' };
  return FIELDS[list ?? ''] ?? null;
}

function pathField(draft: Draft): { field: string; tab: DraftProblem['tab'] } {
  const first = Object.keys(draft.parameters)[0];
  return draft.path === null && first ? { field: `parameter-${first}`, tab: 'params' } : { field: 'path', tab: 'line' };
}

const FIELDS: Record<string, { field: string; tab: DraftProblem['tab'] }> = {
  method: { field: 'method', tab: 'line' },
  auth: { field: 'identity', tab: 'line' },
  timeoutMs: { field: 'timeout', tab: 'settings' },
  base: { field: 'base', tab: 'settings' },
  through: { field: 'through', tab: 'line' },
  body: { field: 'body', tab: 'body' },
};
