import { type JsonObject, listOf, numberOf, objectOf, textOf } from '@/sandbox/template/json';
import type { WebAcl } from './model';

/** A request as far as rules look at it. */
export interface Inspected {
  method: string;
  /** Still encoded. */
  path: string;
  /** Without `?`. */
  query: string;
  /** By name in lower case. */
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Of a body WAF looks at so much where API Gateway asks it. */
const BODY_LIMIT = 16 * 1024;

/** The name of the rule that blocks a request, `Default_Action` where that does; null where it may pass. */
export function blockedBy({ rules, defaultAction }: WebAcl, request: Inspected): string | null {
  const decided = rules.find(({ action, statement }) => action !== 'Count' && holds(statement, request));
  if (decided) return decided.action === 'Block' ? decided.name : null;
  return defaultAction === 'Block' ? 'Default_Action' : null;
}

/** Statements that the sandbox does not know (groups that others manage, geography, rates) fit nothing. */
function holds(statement: JsonObject, request: Inspected): boolean {
  const [kind = '', value] = Object.entries(statement)[0] ?? [];
  const written = objectOf(value);
  const parts = listOf(written.Statements).map(objectOf);
  switch (kind) {
    case 'AndStatement':
      return parts.every((part) => holds(part, request));
    case 'OrStatement':
      return parts.some((part) => holds(part, request));
    case 'NotStatement':
      return !holds(objectOf(written.Statement), request);
    case 'ByteMatchStatement':
      return bytesMatch(written, fieldOf(written, request));
    case 'RegexMatchStatement':
      return new RegExp(textOf(written.RegexString) ?? '').test(fieldOf(written, request));
    case 'SizeConstraintStatement':
      return sizeHolds(written, Buffer.byteLength(fieldOf(written, request)));
    default:
      return false;
  }
}

/** The part of the request that a statement looks at, transformed as it asks. */
function fieldOf({ FieldToMatch, TextTransformations }: JsonObject, request: Inspected): string {
  const transformations = listOf(TextTransformations).map((one) => textOf(objectOf(one).Type));
  return transformations.reduce(
    (text: string, name) => TRANSFORMED[name ?? '']?.(text) ?? text,
    rawField(FieldToMatch, request),
  );
}

function rawField(written: JsonObject[string] | undefined, { method, path, query, headers, body }: Inspected): string {
  const [kind, options] = Object.entries(objectOf(written))[0] ?? [];
  const name = textOf(objectOf(options).Name) ?? '';
  switch (kind) {
    case 'Method':
      return method;
    case 'UriPath':
      return path;
    case 'QueryString':
      return query;
    case 'SingleHeader':
      return headers[name.toLowerCase()]?.toString() ?? '';
    case 'SingleQueryArgument':
      return new URLSearchParams(query).get(name) ?? '';
    case 'Body':
      return body.subarray(0, BODY_LIMIT).toString('utf8');
    default:
      return '';
  }
}

const TRANSFORMED: Record<string, (text: string) => string> = {
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) => text.replace(/%[0-9a-f]{2}/gi, (hex) => String.fromCharCode(Number.parseInt(hex.slice(1), 16))),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/\s+/g, ' '),
};

function bytesMatch({ SearchString, PositionalConstraint }: JsonObject, text: string): boolean {
  const wanted = textOf(SearchString) ?? '';
  switch (textOf(PositionalConstraint)) {
    case 'EXACTLY':
      return text === wanted;
    case 'STARTS_WITH':
      return text.startsWith(wanted);
    case 'ENDS_WITH':
      return text.endsWith(wanted);
    default:
      return text.includes(wanted);
  }
}

function sizeHolds({ ComparisonOperator, Size }: JsonObject, size: number): boolean {
  const limit = numberOf(Size) ?? 0;
  const compared: Record<string, boolean> = {
    ...{ EQ: size === limit, NE: size !== limit, LE: size <= limit, LT: size < limit },
    ...{ GE: size >= limit, GT: size > limit },
  };
  return compared[textOf(ComparisonOperator) ?? ''] ?? false;
}
