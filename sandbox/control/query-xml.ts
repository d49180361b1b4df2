import type { Answer, Input } from './call';
import { AwsFailure } from './failure';

/** The AWS Query protocol: a form goes in, XML comes out. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryAnswer(namespace: string, requestId: string, result: { name: string; output: unknown }): Answer {
  const body = `<${result.name}Result>${toXml(result.output)}</${result.name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return xmlAnswer(
    200,
    requestId,
    `<${result.name}Response xmlns="${namespace}">${body}${metadata}</${result.name}Response>`,
  );
}

export function queryFailure(namespace: string, failure: unknown, requestId: string): Answer {
  const known = failure instanceof AwsFailure ? failure : new AwsFailure('InternalFailure', 500, String(failure));
  const error = { Type: known.status < 500 ? 'Sender' : 'Receiver', Code: known.code, Message: known.message };
  const body = `<Error>${toXml(error)}</Error><RequestId>${requestId}</RequestId>`;
  return xmlAnswer(known.status, requestId, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
}

/** The members of a list parameter: `StackStatusFilter.member.1=…`. */
export function members({ parameters }: Input, name: string): string[] {
  const found: string[] = [];
  for (let index = 1; ; index++) {
    const value = parameters.get(`${name}.member.${index}`);
    if (value === null) return found;
    found.push(value);
  }
}

function xmlAnswer(status: number, requestId: string, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((member) => `<member>${toXml(member)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escapeXml(String(value ?? ''));
  return Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([name, entry]) => `<${name}>${toXml(entry)}</${name}>`)
    .join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}
