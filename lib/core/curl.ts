import type { Pair } from './outcome';
import { MASK } from './redact';

/** Who asks, in the words of a copied command: never a key and never a token. */
export type CurlAuth =
  | { scheme: 'none' }
  /** Keys of the profile, or with `temporary` those that the reader's own shell holds. */
  | { scheme: 'iam'; region: string; profile: string | null; temporary?: true }
  /** The token is left to the reader: `$TOKEN`. */
  | { scheme: 'bearer' };

/** What is masked in it is left to the reader, as a variable of the shell for each: `$X_API_KEY_VALUE`. */
export interface CurlRequest {
  method: string;
  url: string;
  headers: readonly Pair[];
  /** `file`: bytes that a command line cannot hold, named for the reader to put there. */
  body: { text: string } | { file: string } | null;
  auth: CurlAuth;
  /** `host:port` that the connection goes to instead of the URL's host. */
  connectTo: string | null;
}

/** One word of a POSIX shell, whatever it holds. NUL cannot be in an argument and is left out. */
export function quoteForShell(word: string): string {
  const possible = word.replaceAll('\0', '');
  if (/^[A-Za-z0-9_\-./:=@%+,]+$/.test(possible)) return possible;
  return `'${possible.replaceAll("'", `'\\''`)}'`;
}

/** A command that does the same in a POSIX shell. Quoted for sh, so that nothing in it is executed. */
export function toCurl(request: CurlRequest): string {
  const lines = [
    methodLine(request),
    ...addressLines(request),
    ...authLines(request.auth),
    ...request.headers.filter(([name]) => isToken(name)).map(([name, value]) => headerLine(name, value)),
    ...bodyLines(request),
  ];
  const command = lines.join(' \\\n  ');
  if (request.auth.scheme !== 'iam' || request.auth.temporary) return command;
  const profile = request.auth.profile === null ? '' : ` --profile ${quoteForShell(request.auth.profile)}`;
  // A subshell, so that the keys do not stay in the reader's own environment.
  return `(eval "$(aws configure export-credentials${profile} --format env)" && ${command})`;
}

function methodLine({ method, url }: CurlRequest): string {
  const verb = method === 'HEAD' ? '--head' : `--request ${quoteForShell(method)}`;
  return `curl --compressed ${verb} ${withVariables(url, 'SECRET')}`;
}

function addressLines({ url, connectTo }: CurlRequest): string[] {
  const lines = [];
  if (/[[\]{}]/.test(url)) lines.push('--globoff');
  if (/\/(\.|%2e)/i.test(url)) lines.push('--path-as-is');
  if (connectTo !== null) lines.push(`--connect-to ${quoteForShell(`::${connectTo}`)}`);
  return lines;
}

function authLines(auth: CurlAuth): string[] {
  if (auth.scheme === 'bearer') return ['--header "Authorization: Bearer $TOKEN"'];
  if (auth.scheme === 'none') return [];
  return [
    `--aws-sigv4 ${quoteForShell(`aws:amz:${auth.region}:execute-api`)}`,
    '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
    // Without a session token the value is empty, and curl leaves an empty header out.
    '--header "X-Amz-Security-Token: $AWS_SESSION_TOKEN"',
  ];
}

/** curl sends a header without a value only when it is written with a semicolon. */
function headerLine(name: string, value: string): string {
  return `--header ${withVariables(value.trim() === '' ? `${name};` : `${name}: ${value}`, name)}`;
}

/** A word of the shell in which variables stand for what is masked, each named after the parameter before it or else `name`. */
function withVariables(text: string, name: string): string {
  const parts = text.split(MASK);
  const last = parts.pop() ?? '';
  if (parts.length === 0) return quoteForShell(text);
  const before = parts.map((part) => quoted(part) + variable(/([^\s?&;=]+)=$/.exec(part)?.[1] ?? name));
  return before.join('') + quoted(last);
}

function quoted(part: string): string {
  return part === '' ? '' : quoteForShell(part);
}

/** The ending keeps it apart from variables that the reader has already, such as PATH. */
function variable(name: string): string {
  return `"$${name.toUpperCase().replace(/^(?=\d)|\W/g, '_')}_VALUE"`;
}

function bodyLines({ body, headers }: CurlRequest): string[] {
  if (body === null) return [];
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // curl would call every body a form.
  const type = hasType ? [] : ["--header 'Content-Type:'"];
  const data =
    'file' in body ? `--data-binary ${quoteForShell(`@${body.file}`)}` : `--data-raw ${quoteForShell(body.text)}`;
  return [...type, data];
}

function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}
