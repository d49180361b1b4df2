import { AsyncLocalStorage } from 'node:async_hooks';
import { createContext, runInContext, Script, type Context as VmContext } from 'node:vm';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import { type Ending, forgetEnvironment, InvocationLog } from '@/sandbox/logs/lambda-log';
import type { Region } from '@/sandbox/model';
import { handlerGlobals, toCommonJs } from './handler-code';
import { takeTime } from './pace';
import { packagedFunction } from './packaged';

type Outcome = { ok: true; json: string } | { ok: false; errorType: string; errorMessage: string };

/** What an invocation came to: the handler's value as JSON, or the error that Lambda would report; and Lambda's id of it. */
export type Invoked = Outcome & { requestId: string };

export interface Invocation {
  fn: LambdaFunction;
  /** Where the function is, and its log. */
  region: Region;
  event: unknown;
  /** Takes each line that the handler prints. */
  print: (line: string) => void;
  signal?: AbortSignal;
  /** Whom the answer is for may wait less long than the function's own time limit. */
  limitSeconds?: number;
}

const LARGEST_ANSWER = 6_291_556;

const oneCall = new Script('__answer(__call)');

/** What a handler's code finds around it. */
interface Surroundings {
  log: InvocationLog;
  print: (line: string) => void;
}

const around = new AsyncLocalStorage<Surroundings>();
/** A function stays warm: what its module keeps in memory is there at the next call. */
const warm = new WeakMap<LambdaFunction, VmContext>();

/** Runs a function as Lambda does, in a context of its own in this process. It is no jail: the code is the account owner's. */
export async function invoke({
  fn,
  region,
  event,
  print,
  signal,
  limitSeconds = fn.timeoutSeconds,
}: Invocation): Promise<Invoked> {
  const limit = Math.min(limitSeconds, fn.timeoutSeconds);
  const deadline = Date.now() + limit * 1000;
  let timer: NodeJS.Timeout | undefined;
  const log = new InvocationLog(fn, region);
  const timedOut = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(timeout(limit)), limit * 1000);
    signal?.addEventListener('abort', () => resolve(failed('Aborted', 'The caller went away')), { once: true });
  });
  try {
    const work = around.run({ log, print }, async () => {
      await takeTime(region, fn, log.initMs);
      return run(fn, event, deadline);
    });
    const outcome = await Promise.race([work, timedOut]);
    log.end(endingOf(outcome));
    return { ...outcome, requestId: log.requestId };
  } finally {
    clearTimeout(timer);
  }
}

function endingOf(outcome: Outcome): Ending {
  if (outcome.ok) return { status: 'success' };
  const { errorType, errorMessage } = outcome;
  return { status: errorType === 'Sandbox.Timedout' ? 'timeout' : 'error', errorType, errorMessage };
}

async function run(fn: LambdaFunction, event: unknown, deadline: number): Promise<Outcome> {
  try {
    const value: unknown = await (fn.code === null ? runPackage(fn, event) : runInline(fn, event, deadline));
    const json = JSON.stringify(value) ?? 'null';
    if (Buffer.byteLength(json) > LARGEST_ANSWER) {
      return failed(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      );
    }
    return { ok: true, json };
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return timeout(fn.timeoutSeconds);
    const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>;
    around.getStore()?.print(`${name}: ${message}`);
    return failed(name, message);
  }
}

/** Gives a function other variables, as a deployment does: inline code starts afresh, a packaged function reads them anew. */
export function reconfigure(fn: LambdaFunction, environment: Record<string, string>): void {
  Object.assign(fn.environment, environment);
  warm.delete(fn);
  forgetEnvironment(fn);
}

async function runPackage(fn: LambdaFunction, event: unknown): Promise<unknown> {
  const packaged = await packagedFunction(fn);
  return packaged ? packaged.handler(event) : withoutCode(fn, event);
}

function runInline(fn: LambdaFunction, event: unknown, deadline: number): unknown {
  const context = warm.get(fn) ?? load(fn);
  warm.set(fn, context);
  context.__call = { event: JSON.stringify(event), context: handlerContext(fn, deadline) };
  // Called from inside the context, so that an endless loop ends at the function's time limit and not never.
  return oneCall.runInContext(context, { timeout: Math.max(1, deadline - Date.now()) });
}

function load(fn: LambdaFunction): VmContext {
  const context = createContext(handlerGlobals(fn, printed));
  const [, exportName = 'handler'] = /\.([^.]+)$/.exec(fn.handler) ?? [];
  runInContext(toCommonJs(fn.code ?? '', exportName), context, { filename: `${fn.name}/index.js`, timeout: 10_000 });
  return context;
}

/** What a handler prints goes to whoever called it, and into its log. */
function printed(line: string, level: string): void {
  const { log, print } = around.getStore() ?? {};
  print?.(line);
  log?.print(line, level);
}

function handlerContext(fn: LambdaFunction, deadline: number): Record<string, unknown> {
  const { log } = around.getStore() ?? {};
  return {
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: fn.arn,
    memoryLimitInMB: String(fn.memoryMb ?? 128),
    awsRequestId: log?.requestId,
    logGroupName: fn.logGroup ?? `/aws/lambda/${fn.name}`,
    logStreamName: log?.stream,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function withoutCode(fn: LambdaFunction, event: unknown): unknown {
  return { note: `The template keeps the code of ${fn.name} elsewhere, so the sandbox answers with the event.`, event };
}

function timeout(seconds: number): Outcome {
  return failed('Sandbox.Timedout', `Task timed out after ${seconds.toFixed(2)} seconds`);
}

function failed(errorType: string, errorMessage: string): Outcome {
  return { ok: false, errorType, errorMessage };
}
