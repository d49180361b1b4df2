import { z } from 'zod';
import { serverError } from './refusal';

/** What the gateway sends back; header names and values as they go on the wire, repeated ones repeated. */
export interface Reply {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const proxyReply = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that the gateway writes itself, whatever a function says. */
const OWN = new Set(['content-length', 'connection', 'transfer-encoding', 'date', 'apigw-requestid']);

/** Payload format 2.0: an object with a status code is the answer, anything else is the body of a 200. */
export function replyV2(json: string): Reply {
  const value: unknown = JSON.parse(json);
  if (value !== null && typeof value === 'object' && 'statusCode' in value) return fromProxyReply(value, '2.0');
  const body = typeof value === 'string' ? value : json;
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

/** Payload format 1.0: only an object with a status code is an answer. */
export function replyV1(json: string, defaultType?: string): Reply {
  return fromProxyReply(JSON.parse(json), '1.0', defaultType);
}

function fromProxyReply(value: unknown, format: '1.0' | '2.0', defaultType?: string): Reply {
  const read = proxyReply.safeParse(value);
  if (!read.success) {
    const at = read.error.issues[0];
    throw serverError(`the function's answer is malformed at ${at?.path.join('.') || 'the root'}: ${at?.message}`);
  }
  const { statusCode, body, isBase64Encoded } = read.data;
  return {
    status: statusCode,
    headers: replyHeaders(read.data, format, defaultType),
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function replyHeaders(
  { headers, multiValueHeaders, cookies }: z.infer<typeof proxyReply>,
  format: '1.0' | '2.0',
  defaultType = 'text/plain;charset=UTF-8',
): [string, string][] {
  const multi = format === '1.0' ? Object.entries(multiValueHeaders ?? {}) : [];
  const lists = new Map(multi.map(([name, values]) => [name.toLowerCase(), values.map(String)]));
  for (const [name, value] of Object.entries(headers ?? {})) {
    const key = name.toLowerCase();
    if (!lists.has(key)) lists.set(key, [String(value)]);
  }
  if (format === '2.0' && cookies?.length) lists.set('set-cookie', cookies);
  if (!lists.has('content-type')) lists.set('content-type', [defaultType]);
  return [...lists]
    .filter(([name]) => !OWN.has(name))
    .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
}
