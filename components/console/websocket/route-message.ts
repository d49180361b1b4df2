/** A piece of a route selection expression: what stands between, or where in the message a piece of the key stands. */
type Piece = string | readonly (string | number)[];

/** A message for a route, and where in it the cursor belongs. */
export interface Composed {
  text: string;
  cursor: number;
}

/** Routes that API Gateway calls itself; no message names them. */
const RESERVED: ReadonlySet<string> = new Set(['$connect', '$disconnect', '$default']);

/** `$request.body.action` or `${request.body.a}/${request.body.b}` in pieces. Empty where it reads nothing of the message. */
export function piecesOf(expression: string): Piece[] {
  const bare = /^\$request\.body\.([^{}]+)$/.exec(expression.trim());
  if (bare?.[1]) return [stepsOf(bare[1])];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of expression.matchAll(/\$\{request\.body\.([^}]+)\}/g)) {
    if (match.index > at) pieces.push(expression.slice(at, match.index));
    pieces.push(stepsOf(match[1] ?? ''));
    at = match.index + match[0].length;
  }
  if (at > 0 && at < expression.length) pieces.push(expression.slice(at));
  return pieces;
}

/** A message that takes the route, ready for its payload. Nothing but braces for `$default`, or where the expression cannot make the key. */
export function composeMessage(expression: string, key: string): Composed {
  const pieces = piecesOf(expression);
  const values = RESERVED.has(key) ? null : splitKey(pieces, key);
  if (!values) return { text: '{\n  \n}', cursor: 4 };
  const message: Record<string, unknown> = {};
  const paths = pieces.filter((piece) => typeof piece !== 'string');
  for (const [at, path] of paths.entries()) put(message, path, values[at] ?? '');
  const text = JSON.stringify(message, null, 2);
  return { text, cursor: text.length - 2 };
}

/** The key that the expression makes of a message: null where it makes none, and so `$default` takes it. */
export function selectedKey(expression: string, text: string): string | null {
  const pieces = piecesOf(expression);
  const body = objectIn(text);
  if (pieces.length === 0 || body === null) return null;
  const parts = pieces.map((piece) => (typeof piece === 'string' ? piece : valueAt(body, piece)));
  return parts.includes(null) ? null : parts.join('');
}

/** The route that takes a message; null where none does and there is no `$default`. */
export function routeOf(expression: string, keys: readonly string[], text: string): string | null {
  const key = selectedKey(expression, text);
  if (key !== null && !RESERVED.has(key) && keys.includes(key)) return key;
  return keys.includes('$default') ? '$default' : null;
}

/** An object or a list; null for what is no JSON, or JSON without members. */
export function objectIn(text: string): Record<string, unknown> | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** `a.b[0]['c']` in steps. */
function stepsOf(path: string): (string | number)[] {
  const steps = path.split(/[.[\]'"]+/).filter((step) => step !== '');
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** What each place must hold so that together they make the key. */
function splitKey(pieces: readonly Piece[], key: string): string[] | null {
  if (pieces.length === 0) return null;
  const last = pieces.findLastIndex((piece) => typeof piece !== 'string');
  const pattern = pieces.map((piece, at) =>
    typeof piece === 'string' ? escaped(piece) : at === last ? '(.+)' : '(.+?)',
  );
  const match = new RegExp(`^${pattern.join('')}$`, 's').exec(key);
  return match ? match.slice(1) : null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function put(message: Record<string, unknown>, path: readonly (string | number)[], value: string): void {
  let place = message as Record<string | number, unknown>;
  for (const [at, step] of path.entries()) {
    const next = path[at + 1];
    if (next === undefined) place[step] = value;
    else place[step] ??= typeof next === 'number' ? [] : {};
    place = place[step] as Record<string | number, unknown>;
  }
}

/** As text; null where there is nothing. */
function valueAt(body: unknown, path: readonly (string | number)[]): string | null {
  let value = body;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = Reflect.get(value, step);
  }
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
