import type { GraphqlTarget } from '@/sandbox/appsync/directory';
import type { DataSource, Step } from '@/sandbox/appsync/model';
import { functionOf } from '@/sandbox/data/function-of';
import { invoke } from '@/sandbox/data/lambda';
import { ResolverError } from './errors';
import { type JsContext, runJs } from './js-runtime';

/** AppSync waits no longer for a data source. */
const LONGEST_SECONDS = 30;

export interface Running {
  target: GraphqlTarget;
  /** `ctx` of resolvers; `stash`, `prev` and `result` change on the way. */
  context: JsContext;
  append: (error: ResolverError) => void;
  print: (line: string) => void;
}

/** One step with its data source: in JavaScript, or without code, where a function is given the whole context. */
export async function runStep(step: Step, running: Running): Promise<{ value: unknown; early: boolean }> {
  const { code, dataSourceName, requestMappingTemplate } = step;
  if (requestMappingTemplate !== undefined) {
    throw new ResolverError('The sandbox runs no mapping templates; it runs code for APPSYNC_JS.', 'MappingTemplate');
  }
  const source = running.target.api.dataSources.find(({ name }) => name === dataSourceName);
  if (!source) throw new ResolverError(`Data source ${dataSourceName ?? ''} not found.`, 'NotFound');
  if (code === undefined) return { value: await runDirectly(step, source, running), early: false };
  const asked = runJs(code, 'request', running);
  if (asked.early) return asked;
  const outcome = await askSource(source, asked.value, running);
  Object.assign(running.context, { result: outcome.result, error: outcome.error });
  return runJs(code, 'response', running);
}

/** A direct Lambda resolver: the function is told everything and answers with the value. */
async function runDirectly({ maxBatchSize }: Step, source: DataSource, running: Running): Promise<unknown> {
  const { arguments: args, identity, source: parent, request, prev, info, stash } = running.context;
  const event = { arguments: args, identity, source: parent, request, prev, info, stash };
  const { result, error } = await invokeSource(source, maxBatchSize > 0 ? [event] : event, running);
  if (error) throw new ResolverError(error.message, error.type);
  return maxBatchSize > 0 ? onlyOf(result) : result;
}

/** The sandbox asks for batches of one. An item may be a failure of its own. */
function onlyOf(result: unknown): unknown {
  const [only] = Array.isArray(result) ? result : [];
  const { errorMessage, errorType, data } = (only ?? {}) as Record<string, unknown>;
  if (typeof errorMessage === 'string') throw new ResolverError(errorMessage, String(errorType ?? 'Lambda:Unhandled'));
  return data !== undefined ? data : only;
}

interface SourceOutcome {
  result: unknown;
  error: { message: string; type: string } | null;
}

async function askSource(source: DataSource, asked: unknown, running: Running): Promise<SourceOutcome> {
  const { payload = null, operation } = (asked ?? {}) as { payload?: unknown; operation?: unknown };
  if (source.type === 'NONE') return { result: payload, error: null };
  if (source.type === 'AWS_LAMBDA' && operation !== 'Invoke' && operation !== 'BatchInvoke') {
    throw new ResolverError('Unsupported operation: a function is asked with Invoke.', 'Code');
  }
  return invokeSource(source, payload, running);
}

async function invokeSource(source: DataSource, event: unknown, { target, print }: Running): Promise<SourceOutcome> {
  if (source.type !== 'AWS_LAMBDA') {
    throw new ResolverError(`Behind ${source.name} the sandbox has no ${source.type}.`, 'Sandbox:NoDataSource');
  }
  const fn = functionOf(target.region, source.lambdaConfig?.lambdaFunctionArn);
  if (!fn)
    throw new ResolverError(`The function of ${source.name} does not exist.`, 'Lambda:ResourceNotFoundException');
  const invoked = await invoke({ fn, region: target.region, event, print, limitSeconds: LONGEST_SECONDS });
  if (invoked.ok) return { result: JSON.parse(invoked.json), error: null };
  return { result: null, error: { message: invoked.errorMessage, type: 'Lambda:Unhandled' } };
}
