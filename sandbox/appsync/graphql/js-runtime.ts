import { randomUUID } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import { withoutModuleSyntax } from '@/sandbox/data/handler-code';
import { ResolverError } from './errors';

/** What code in `APPSYNC_JS` is given, and where it leaves what it says (AWS: "JavaScript resolvers overview"). */
export type JsContext = Record<string, unknown>;

export interface JsOutcome {
  value: unknown;
  /** The code ended the resolver with this value, or this step of a pipeline. */
  early: boolean;
}

/** Thrown by `runtime.earlyReturn`. */
class EarlyReturn extends Error {
  constructor(readonly value: unknown) {
    super('returned early');
  }
}

const LONGEST_MS = 1000;
const scripts = new Map<string, Script>();
const call = (name: string) => new Script(`exports[${JSON.stringify(name)}](__context)`);
/** A channel namespace need not have both. */
const handler = (name: string) => new Script(`exports.${name}?.(__context)`);
const calls = {
  request: call('request'),
  response: call('response'),
  onPublish: handler('onPublish'),
  onSubscribe: handler('onSubscribe'),
};

/** Runs one function of a resolver's or a channel namespace's code; errors that it adds go to `append`. */
export function runJs(
  code: string,
  phase: keyof typeof calls,
  { context, append }: { context: JsContext; append: (error: ResolverError) => void },
): JsOutcome {
  const modules = { '@aws-appsync/utils': utilities(append) };
  const globals = createContext({
    exports: {},
    require: (name: string) => {
      if (name === '@aws-appsync/utils') return modules[name];
      throw new ResolverError(`The sandbox has no module ${name} for resolvers.`, 'Code');
    },
    console: { log: () => {}, error: () => {} },
    __context: context,
  });
  try {
    scriptOf(code).runInContext(globals, { timeout: LONGEST_MS });
    return { value: calls[phase].runInContext(globals, { timeout: LONGEST_MS }), early: false };
  } catch (error) {
    if (error instanceof EarlyReturn) return { value: error.value, early: true };
    if (error instanceof ResolverError) throw error;
    throw new ResolverError(`Runtime Error: ${(error as Error)?.message ?? String(error)}`, 'Code');
  }
}

function scriptOf(code: string): Script {
  const known = scripts.get(code) ?? new Script(withoutModuleSyntax(code));
  scripts.set(code, known);
  return known;
}

/** The part of `@aws-appsync/utils` that needs no other service. */
function utilities(append: (error: ResolverError) => void) {
  const made = (message: string, type = 'Custom', data: unknown = null, errorInfo: unknown = null) =>
    new ResolverError(message, type, { data, errorInfo });
  return {
    util: {
      error: (...given: Parameters<typeof made>) => {
        throw made(...given);
      },
      appendError: (...given: Parameters<typeof made>) => append(made(...given)),
      unauthorized: () => {
        throw new ResolverError('Unauthorized', 'Unauthorized');
      },
      autoId: () => randomUUID(),
      time: {
        nowISO8601: () => new Date().toISOString(),
        nowEpochSeconds: () => Math.floor(Date.now() / 1000),
        nowEpochMilliSeconds: () => Date.now(),
      },
    },
    runtime: {
      earlyReturn: (value: unknown) => {
        throw new EarlyReturn(value);
      },
    },
  };
}
