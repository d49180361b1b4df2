import 'server-only';
import type { Client, DeserializeMiddleware, InitializeMiddleware, MetadataBearer } from '@smithy/types';

/** Of these the JSON has the names and the types that the SDK gives its output, so that there is nothing to be made of it. */
const AS_IT_IS: ReadonlySet<unknown> = new Set(['FilterLogEventsCommand']);
const NOTHING = Buffer.from('{}');

interface Answered {
  statusCode: number;
  body: AsyncIterable<Uint8Array>;
}

/**
 * Takes the answers of some operations as JSON.parse gives them. The SDK goes through each member of each event by its
 * schema, which makes a page of thousands twice as dear. Refusals are still read by the SDK.
 */
export function takeAsItIs(
  client: Client<object, MetadataBearer, unknown>,
  collect: (body: AsyncIterable<Uint8Array>) => Promise<Uint8Array>,
): void {
  const parsed = new WeakMap<object, object>();
  const read: DeserializeMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const result = await next(args);
    const response = result.response as Answered;
    if (!AS_IT_IS.has(context.commandName) || response.statusCode >= 300) return result;
    const whole = await collect(response.body);
    const body = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
    parsed.set(context, objectOf(body.toString('utf8')));
    Object.assign(response, { body: NOTHING });
    return result;
  };
  const give: InitializeMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const result = await next(args);
    const answer = parsed.get(context);
    return answer ? { ...result, output: { ...answer, $metadata: result.output.$metadata } } : result;
  };
  client.middlewareStack.add(give, { name: 'signalboxGive', step: 'initialize', priority: 'high' });
  client.middlewareStack.add(read, { name: 'signalboxRead', step: 'deserialize', priority: 'low' });
}

/**
 * Throws what JSON.parse throws, which is told as an answer of somebody else. To the SDK a member that is null is not
 * there, such as the token of a last page.
 */
function objectOf(text: string): object {
  const value: unknown = JSON.parse(text);
  const members = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(members.filter(([, member]) => member !== null));
}
