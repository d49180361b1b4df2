import type { ResourcePolicy } from './contract';

type Fields = Record<string, unknown>;

/** A resource policy in words. AWS tells it with its quotation marks escaped once more (aws.md §3.1); one that is no JSON is shown as it is, and said so. */
export function readPolicy(raw: string | undefined): ResourcePolicy | null {
  if (!raw?.trim()) return null;
  const document = parsed(raw) ?? parsed(raw.replaceAll('\\"', '"').replaceAll('\\\\', '\\'));
  if (document === undefined)
    return { text: raw, sentences: [], problem: 'It is no JSON, so API Gateway’s own view of it is not known.' };
  const statements = listOf(fieldsOf(document).Statement).map(fieldsOf);
  return {
    text: JSON.stringify(document, null, 2),
    sentences: statements.map(inWords),
    problem: statements.length === 0 ? 'It has no statement, so it allows nobody anything.' : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `Allows everyone to call GET /books where aws:SourceIp is in 10.0.0.0/8.` */
function inWords(statement: Fields): string {
  const verb = statement.Effect === 'Deny' ? 'Denies' : 'Allows';
  const who =
    statement.NotPrincipal === undefined
      ? principals(statement.Principal)
      : `everyone but ${principals(statement.NotPrincipal)}`;
  const what = resources(statement);
  const conditions = Object.entries(fieldsOf(statement.Condition)).flatMap(([operator, keys]) =>
    Object.entries(fieldsOf(keys)).map(
      ([key, values]) => `${key} ${operatorInWords(operator)} ${textsOf(values).join(' or ')}`,
    ),
  );
  const where = conditions.length === 0 ? '' : `, where ${conditions.join(' and ')}`;
  return `${verb} ${who} ${actions(statement)} ${what}${where}.`;
}

function principals(value: unknown): string {
  if (value === '*' || fieldsOf(value).AWS === '*') return 'everyone';
  const named = typeof value === 'string' ? [value] : Object.values(fieldsOf(value)).flatMap(textsOf);
  return named.join(', ') || 'nobody';
}

function actions({ Action, NotAction }: Fields): string {
  const texts = textsOf(Action);
  if (NotAction !== undefined) return `everything but ${textsOf(NotAction).join(', ')} on`;
  return texts.every((one) => /^(execute-api:(invoke|\*)|\*)$/i.test(one)) ? 'to call' : `${texts.join(', ')} on`;
}

function resources({ Resource, NotResource }: Fields): string {
  if (NotResource !== undefined) return `all but ${textsOf(NotResource).map(methodOf).join(', ')}`;
  return textsOf(Resource).map(methodOf).join(', ') || 'nothing';
}

/** `execute-api:/live/GET/books`, or the same as an ARN. */
function methodOf(resource: string): string {
  const short = /^(?:arn:[^:]*:)?execute-api:(?:[^:]*:[^:]*:)?([^/]*)\/(.*)$/s.exec(resource);
  if (!short) return resource === '*' || /:\*$/.test(resource) ? 'every method' : resource;
  const [stage = '*', verb = '*', ...path] = (short[2] ?? '').split('/');
  const at = stage === '*' ? '' : ` of the stage ${stage}`;
  if (verb === '*' && (path.length === 0 || path.join('/') === '*')) return `every method${at}`;
  return `${verb === '*' ? 'every method of' : verb} /${path.join('/')}${at}`;
}

const OPERATORS: Record<string, string> = {
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  ArnEquals: 'is',
  ArnLike: 'is like',
  ArnNotEquals: 'is not',
  Bool: 'is',
};

function operatorInWords(operator: string): string {
  return OPERATORS[operator] ?? `(${operator})`;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}
