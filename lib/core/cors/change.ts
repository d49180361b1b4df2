import { type CorsConfiguration, entryFor } from './gateway';
import { type CorsPlan, isSafelistedMethod } from './plan';

/** What would allow a request, in sentences and to paste. */
export interface CorsChange {
  changes: string[];
  snippets: { label: string; text: string }[];
}

/** The smallest configuration that allows a request, and what it does beyond the deployed one. */
export interface ConfigurationChange {
  cors: CorsConfiguration;
  changes: string[];
}

const NOTHING: CorsConfiguration = {
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: [],
  exposeHeaders: [],
  maxAge: null,
};

/** The change that would allow a request of a page; null where the configuration allows it already. */
export function changeFor(plan: CorsPlan, deployed: CorsConfiguration | null): ConfigurationChange | null {
  const cors = { ...(deployed ?? NOTHING) };
  const changes: string[] = deployed === null ? ['Give the API a CORS configuration.'] : [];
  allowOrigin(plan, cors, changes);
  allowMethod(plan, cors, changes);
  allowHeaders(plan, cors, changes);
  return changes.length === 0 ? null : { cors, changes };
}

function allowOrigin({ origin, credentials }: CorsPlan, cors: CorsConfiguration, changes: string[]): void {
  if (credentials && !cors.allowCredentials) {
    cors.allowCredentials = true;
    changes.push('Set AllowCredentials to true.');
  }
  if (cors.allowCredentials && cors.allowOrigins.includes('*')) {
    const kept = cors.allowOrigins.filter((entry) => entry !== '*' && entry !== origin);
    cors.allowOrigins = [...kept, origin];
    changes.push(`Name the origin ${origin} in AllowOrigins in place of *: browsers take no * with credentials.`);
  } else if (entryFor(cors, origin) === undefined) {
    cors.allowOrigins = [...cors.allowOrigins, origin];
    changes.push(`Add ${origin} to AllowOrigins.`);
  }
}

function allowMethod(plan: CorsPlan, cors: CorsConfiguration, changes: string[]): void {
  const { method } = plan;
  const any = cors.allowMethods.includes('*');
  if (cors.allowCredentials && any) {
    cors.allowMethods = [method];
    changes.push(`Name ${method} in AllowMethods in place of *, and the other methods that pages use.`);
  } else if (plan.type === 'preflight' && !any && !isSafelistedMethod(method) && !cors.allowMethods.includes(method)) {
    cors.allowMethods = [...cors.allowMethods, method];
    changes.push(`Add ${method} to AllowMethods.`);
  }
}

function allowHeaders(plan: CorsPlan, cors: CorsConfiguration, changes: string[]): void {
  const asked = plan.type === 'preflight' ? plan.asked : [];
  const listed = new Set(cors.allowHeaders.map((name) => name.toLowerCase()));
  const any = listed.has('*');
  if (cors.allowCredentials && any) {
    cors.allowHeaders = [
      ...cors.allowHeaders.filter((name) => name !== '*' && !asked.includes(name.toLowerCase())),
      ...asked,
    ];
    changes.push('Name the headers in AllowHeaders in place of *: browsers take no * with credentials.');
    return;
  }
  const missing = asked.filter((name) => !listed.has(name) && !(any && name !== 'authorization'));
  if (missing.length === 0) return;
  cors.allowHeaders = [...cors.allowHeaders, ...missing];
  const beyond = any ? ' beside *: browsers let * not cover it' : '';
  changes.push(`Add ${missing.join(', ')} to AllowHeaders${beyond}.`);
}
