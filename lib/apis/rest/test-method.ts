import 'server-only';
import { isUtf8 } from 'node:buffer';
import { checkPath, wrong } from '@/lib/apis/gateway/request-line';
import type { SendContext } from '@/lib/apis/kind';
import { targetOf } from '@/lib/apis/outgoing';
import { refuseChange } from '@/lib/apis/read-only';
import { quoteForShell } from '@/lib/core/curl';
import type { AnswerEnd, Pair, WireRequest } from '@/lib/core/outcome';
import { parse } from '@/lib/core/parse';
import { encodeQuery } from '@/lib/core/query';
import { redactHeaders, redactLog, redactUrl } from '@/lib/core/redact';
import { RestTestInput } from './contract';
import { readStages } from './stages';

/** Has API Gateway run a method by itself and tells what came of it as an exchange, with its execution log. */
export async function sendTest(raw: unknown, { aws, body, signal, sink }: SendContext): Promise<void> {
  const input = parse(RestTestInput, raw);
  checkPath(input.path);
  await refuseChange({ ...input, query: { rows: input.query }, body });
  if (body && !isUtf8(body)) throw wrong('body', 'A test takes text only. Send these bytes to a stage.');
  const restApiId = input.api.id;
  const [resourceId = ''] = input.test.split('/');
  const pathWithQueryString = targetOf(input.path, encodeQuery(input.query));
  const stages = await readStages(aws, restApiId, signal);
  const { variables } = stages.find(({ stageName }) => stageName === input.stage) ?? {};
  sink.event({ type: 'request', request: shown(input, pathWithQueryString, body) });
  const began = performance.now();
  const answer = await aws.apigatewayTests.testInvokeMethod(
    {
      ...{ restApiId, resourceId, httpMethod: input.method, pathWithQueryString },
      ...(body ? { body: Buffer.from(body).toString('utf8') } : {}),
      multiValueHeaders: grouped(input.headers),
      ...(variables ? { stageVariables: variables } : {}),
    },
    { abortSignal: signal },
  );
  const total = performance.now() - began;
  sink.event({
    type: 'head',
    head: {
      ...{ status: answer.status ?? 0, reason: '', httpVersion: '', remote: null, tls: null },
      headers: pairs(answer.multiValueHeaders, answer.headers),
    },
  });
  const bytes = Buffer.from(answer.body ?? '');
  if (bytes.length > 0 && !sink.bytes(bytes)) await sink.drained();
  sink.event({ type: 'end', ...ended(answer.latency ?? total, bytes.length), log: redactLog(answer.log ?? '') });
}

/** What is asked of the control plane, and the same as a command; what the method is given stands in its body. */
function shown({ api, method, test, headers }: RestTestInput, path: string, body: Uint8Array | null): WireRequest {
  const [resourceId = ''] = test.split('/');
  const target = `/restapis/${api.id}/resources/${resourceId}/methods/${method}`;
  const { region, profile } = api.account;
  const given = [
    ['rest-api-id', api.id],
    ['resource-id', resourceId],
    ['http-method', method],
    ['path-with-query-string', redactUrl(path)],
    ...(headers.length > 0 ? [['headers', JSON.stringify(Object.fromEntries(redactHeaders(headers)))]] : []),
    ...(body ? [['body', Buffer.from(body).toString('utf8')]] : []),
    ['region', region],
    ...(profile ? [['profile', profile]] : []),
  ];
  const words = given.map(([name, value = '']) => `--${name} ${quoteForShell(value)}`);
  return {
    method: 'POST',
    url: `https://apigateway.${region}.amazonaws.com${target}`,
    target,
    headers: redactHeaders(headers),
    bodyBytes: body?.length ?? 0,
    connectedTo: null,
    command: ['aws apigateway test-invoke-method', ...words].join(' \\\n  '),
  };
}

function ended(total: number, bytes: number): AnswerEnd {
  return {
    timings: { dns: null, tcp: null, tls: null, firstByte: null, download: null, total, reused: false },
    bytes: { wire: bytes, decoded: bytes },
    cut: null,
    download: null,
    redirect: null,
  };
}

function grouped(rows: readonly Pair[]): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of rows) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(lists);
}

function pairs(many: Record<string, string[]> | undefined, single: Record<string, string> | undefined): Pair[] {
  if (many) return Object.entries(many).flatMap(([name, values]) => values.map((value): Pair => [name, value]));
  return Object.entries(single ?? {});
}
