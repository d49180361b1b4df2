import type { Pair } from '@/lib/core/outcome';
import { combinedValue, countOf, type NameList, namesIn } from './header-values';
import { type CorsPlan, isSafelistedMethod } from './plan';

/** Which rule a check stands for. */
export type CorsRule =
  | 'status'
  | 'redirect'
  | 'origin'
  | 'credentials'
  | 'allowed-methods'
  | 'allowed-headers'
  | 'method'
  | 'header';

/** One rule, and whether an answer meets it. */
export interface Check {
  rule: CorsRule;
  passed: boolean;
  sentence: string;
  /** The header of the answer that decides, in lower case; null where it is the status. */
  header: string | null;
  /** The header of the request that lacks permission, for the rule `header`. */
  about?: string;
  /** It fails by the standard, and Chromium lets it pass with a warning on its console. */
  chromiumPasses?: boolean;
}

/** What a browser makes of one answer. The first check that fails decides; later ones are not made. */
export interface Judgement {
  passed: boolean;
  checks: Check[];
  /** The one that decided: the failed one, or the last. */
  decided: Check;
}

/** What the rules look at in an answer. */
export interface CorsAnswer {
  status: number;
  headers: readonly Pair[];
}

const ALLOW_ORIGIN = 'access-control-allow-origin';
const ALLOW_CREDENTIALS = 'access-control-allow-credentials';
const ALLOW_METHODS = 'access-control-allow-methods';
const ALLOW_HEADERS = 'access-control-allow-headers';

/** Whose rules: the Fetch standard's, or those of Chromium, which is laxer where a check says so. */
export type Judge = 'standard' | 'chromium';

/** The answer to a preflight (fetch.spec.whatwg.org, CORS-preflight fetch). */
export function judgePreflight(
  plan: Extract<CorsPlan, { type: 'preflight' }>,
  answer: CorsAnswer,
  by: Judge = 'standard',
): Judgement {
  return judged([
    () => originCheck(plan, answer),
    () => credentialsCheck(plan, answer),
    () => statusCheck(answer),
    () => listCheck('allowed-methods', ALLOW_METHODS, namesIn(answer.headers, ALLOW_METHODS)),
    () => listCheck('allowed-headers', ALLOW_HEADERS, namesIn(answer.headers, ALLOW_HEADERS)),
    () => methodCheck(plan, answer),
    ...plan.asked.map(
      (name) => () => (by === 'chromium' ? waived(headerCheck(name, plan, answer)) : headerCheck(name, plan, answer)),
    ),
  ]);
}

/** The answer to the request itself: its status does not matter, for a page may read a 403 as well. */
export function judgeActual(plan: CorsPlan, answer: CorsAnswer): Judgement {
  return judged([() => originCheck(plan, answer), () => credentialsCheck(plan, answer)]);
}

function judged(rules: (() => Check | null)[]): Judgement {
  const checks: Check[] = [];
  for (const rule of rules) {
    const check = rule();
    if (check) checks.push(check);
    if (check?.passed === false) break;
  }
  const decided = checks.at(-1);
  if (!decided) throw new TypeError('There is always a rule about the origin.');
  return { passed: decided.passed, checks, decided };
}

function originCheck({ origin, credentials }: CorsPlan, { headers }: CorsAnswer): Check {
  const value = combinedValue(headers, ALLOW_ORIGIN);
  const check = (passed: boolean, sentence: string): Check => ({
    rule: 'origin',
    passed,
    sentence,
    header: ALLOW_ORIGIN,
  });
  if (value === null) return check(false, 'The answer has no Access-Control-Allow-Origin.');
  if (value === '*' && !credentials) return check(true, 'Any origin is allowed.');
  if (value === origin) return check(true, `The origin ${origin} is allowed.`);
  if (value === '*') return check(false, 'Any origin (*) does not count for a request with credentials.');
  if (countOf(headers, ALLOW_ORIGIN) > 1 || value.includes(',')) {
    return check(false, `Access-Control-Allow-Origin has more than one value: ${value}. It must be one origin.`);
  }
  return check(false, `Access-Control-Allow-Origin is ${shown(value)} and not ${origin}.${nearly(value, origin)}`);
}

/** Why an origin that looks the same is another one. */
function nearly(value: string, origin: string): string {
  if (value === `${origin}/`) return ' The slash at its end makes it another one.';
  if (value.toLowerCase() === origin) return ' Upper and lower case must be the same.';
  const bare = (text: string) => text.replace(/^https?:/, '');
  if (bare(value) === bare(origin)) return ' The scheme is another one.';
  const host = (text: string) => text.replace(/:\d+$/, '');
  return host(value) === host(origin) ? ' The port is another one.' : '';
}

function credentialsCheck({ credentials }: CorsPlan, { headers }: CorsAnswer): Check | null {
  if (!credentials) return null;
  const value = combinedValue(headers, ALLOW_CREDENTIALS);
  const passed = value === 'true';
  const wrong =
    value === null
      ? 'The answer has no Access-Control-Allow-Credentials.'
      : `Access-Control-Allow-Credentials is ${shown(value)}. It must be true, in lower case.`;
  return {
    rule: 'credentials',
    passed,
    sentence: passed ? 'Credentials are allowed.' : wrong,
    header: ALLOW_CREDENTIALS,
  };
}

function statusCheck({ status }: CorsAnswer): Check {
  if (status >= 300 && status < 400 && status !== 304) {
    return {
      rule: 'redirect',
      passed: false,
      sentence: `The status is ${status}. A preflight is never redirected.`,
      header: null,
    };
  }
  const passed = status >= 200 && status < 300;
  const sentence = passed
    ? `The status is ${status}.`
    : `The status is ${status}. A preflight needs one from 200 to 299.`;
  return { rule: 'status', passed, sentence, header: null };
}

function listCheck(rule: 'allowed-methods' | 'allowed-headers', header: string, list: NameList): Check | null {
  if (list === null || 'names' in list) return null;
  const sentence = `${titled(header)} cannot be read: ${shown(list.broken)} is not one word.`;
  return { rule, passed: false, sentence, header };
}

function methodCheck({ method, credentials }: CorsPlan, { headers }: CorsAnswer): Check {
  const check = (passed: boolean, sentence: string): Check => ({
    rule: 'method',
    passed,
    sentence,
    header: ALLOW_METHODS,
  });
  const names = known(namesIn(headers, ALLOW_METHODS));
  if (names.includes(method)) return check(true, `${method} is among the allowed methods.`);
  if (isSafelistedMethod(method)) return check(true, `${method} needs no permission.`);
  if (names.includes('*') && !credentials) return check(true, 'Any method is allowed.');
  if (names.includes('*')) return check(false, 'Any method (*) does not count for a request with credentials.');
  const other = names.find((name) => name.toUpperCase() === method.toUpperCase());
  if (other) return check(false, `${method} is not ${other}: upper and lower case must be the same.`);
  return check(false, `${method} is not among the allowed methods: ${names.join(', ') || 'none'}.`);
}

function headerCheck(name: string, { credentials }: CorsPlan, { headers }: CorsAnswer): Check {
  const check = (passed: boolean, sentence: string): Check => ({
    rule: 'header',
    passed,
    sentence,
    header: ALLOW_HEADERS,
    about: name,
  });
  const names = known(namesIn(headers, ALLOW_HEADERS)).map((one) => one.toLowerCase());
  if (names.includes(name)) return check(true, `${name} is among the allowed headers.`);
  if (!names.includes('*')) {
    return check(false, `${name} is not among the allowed headers: ${names.join(', ') || 'none'}.`);
  }
  if (credentials) return check(false, `Any header (*) does not count for a request with credentials: ${name}.`);
  if (name === 'authorization') {
    return { ...check(false, 'Any header (*) does not cover authorization. It must be named.'), chromiumPasses: true };
  }
  return check(true, `${name} is allowed, as any header is.`);
}

function waived(check: Check): Check {
  return { ...check, passed: check.passed || check.chromiumPasses === true };
}

function known(list: NameList): string[] {
  return list !== null && 'names' in list ? list.names : [];
}

function shown(value: string): string {
  return value === '' ? 'empty' : value;
}

/** `Access-Control-Allow-Methods` of `access-control-allow-methods`. */
export function titled(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
