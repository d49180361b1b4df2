/** One error of a GraphQL answer, as far as it says anything that is known. Everything may be missing or of another type. */
export interface GraphqlError {
  message: string;
  /** `posts`, `0`, `author`; null where the error belongs to no field. */
  path: (string | number)[] | null;
  /** AppSync's `errorType`, or `extensions.code` of Apollo and its like. */
  code: string | null;
}

export type GraphqlErrorKind =
  | 'not-authorized'
  | 'no-introspection'
  | 'too-deep'
  | 'too-many-resolvers'
  | 'not-in-schema'
  | 'syntax'
  | 'variables'
  | 'too-many'
  | 'resolver'
  | 'other';

/** What an error means and what to do about it. `field` is what it is about, as `Type.field` or as a path. */
export interface GraphqlWords {
  kind: GraphqlErrorKind;
  sentence: string;
  next: string;
  field: string | null;
  /** How often it was said: an error for each of a hundred rows is one. */
  count: number;
}

/** What can be said to a field that was refused, and to one that failed. Null where nothing is known. */
export interface ErrorContext {
  /** `Note.author` is open to other modes: which, in words. */
  openTo(type: string, field: string): string | null;
  /** What stands behind a field: its resolver and its data source, in words. */
  behind(type: string, field: string): string | null;
  /** The field at a path, by its own name and in its type, where the schema and the operation tell. */
  fieldAt(path: readonly (string | number)[]): { type: string; field: string } | null;
}

/** The errors of an answer; empty where there are none, or where they are not what GraphQL says they are. */
export function errorsOf(answer: unknown): GraphqlError[] {
  const errors = isObject(answer) && Array.isArray(answer.errors) ? answer.errors : [];
  return errors.map((one) => {
    const error: Record<string, unknown> = isObject(one) ? one : { message: one };
    const extensions = isObject(error.extensions) ? error.extensions : {};
    return {
      message: typeof error.message === 'string' ? error.message : 'The server gave no message.',
      path: Array.isArray(error.path) ? error.path.filter(isStep) : null,
      code: textOf(error.errorType) ?? textOf(extensions.errorType) ?? textOf(extensions.code),
    };
  });
}

/** All errors in words, the same ones once. */
export function explainErrors(errors: readonly GraphqlError[], context: ErrorContext): GraphqlWords[] {
  const all = new Map<string, GraphqlWords>();
  for (const error of errors) {
    const words = explain(error, context);
    const key = `${words.kind} ${words.field ?? ''} ${words.sentence}`;
    const known = all.get(key);
    if (known) known.count += 1;
    else all.set(key, words);
  }
  return [...all.values()];
}

interface Rule {
  kind: GraphqlErrorKind;
  code?: RegExp;
  message?: RegExp;
  words: (error: GraphqlError, context: ErrorContext) => { sentence: string; next: string; field?: string };
}

const REFUSED_FIELD = /not authori[sz]ed to access (\w+) on type (\w+)/i;

const RULES: Rule[] = [
  {
    kind: 'no-introspection',
    code: /^INTROSPECTION_DISABLED$/,
    message:
      /introspection.{0,40}(disabled|not allowed|not enabled|not permitted|turned off)|not allow.{0,20}introspection|Field '__(schema|type)' in type '\w+' is undefined/i,
    words: () => ({
      sentence: 'This server does not tell its schema: introspection is switched off.',
      next: 'Operations still run. Switch introspection on for completion and docs.',
    }),
  },
  {
    kind: 'not-authorized',
    code: /^Unauthorized(Exception)?$|^(UNAUTHENTICATED|FORBIDDEN)$/,
    message: REFUSED_FIELD,
    words: refused,
  },
  {
    kind: 'too-deep',
    message:
      /(depth|complexity|cost).{0,60}(limit|exceed|maximum|max)|(limit|exceed|maximum|max).{0,60}(depth|complexity)/i,
    words: ({ message }) => ({
      sentence: `The operation is nested deeper, or costs more, than the server allows: ${message}`,
      next: 'Ask for less at once: take out the innermost fields, or split it into two operations.',
    }),
  },
  {
    kind: 'too-many-resolvers',
    code: /^ResolverCountLimitExceeded$/,
    message: /resolver count limit/i,
    words: ({ message }) => ({
      sentence: `The operation runs more resolvers than the API allows: ${message}`,
      next: 'Ask for fewer fields at once, or raise the limit of the API.',
    }),
  },
  {
    kind: 'not-in-schema',
    code: /^(GRAPHQL_VALIDATION_FAILED|ValidationError)$/,
    message: /^(Cannot query field|Unknown (type|argument|fragment|directive)|Validation error)/i,
    words: ({ message }) => ({
      sentence: `The operation does not fit the schema: ${message}`,
      next: 'Correct what is underlined. The schema is read again in case it has changed.',
    }),
  },
  {
    kind: 'syntax',
    code: /^GRAPHQL_PARSE_FAILED$/,
    message: /^(Syntax Error|Unable to parse GraphQL|Invalid Syntax)/i,
    words: ({ message }) => ({
      sentence: `The operation is not GraphQL: ${message}`,
      next: 'Correct it where it is underlined.',
    }),
  },
  {
    kind: 'variables',
    code: /^BAD_USER_INPUT$/,
    message: /Variable ["'$]|variables? .{0,40}(required|invalid|coerced)/i,
    words: ({ message }) => ({
      sentence: `A value does not fit: ${message}`,
      next: 'Correct it under Variables, or where it stands in the operation.',
    }),
  },
  {
    kind: 'too-many',
    code: /^(LimitExceeded|ThrottlingException|TooManyRequests|RATE_LIMITED)/i,
    message: /^(rate exceeded|too many requests)/i,
    words: () => ({ sentence: 'The server takes no more requests for now.', next: 'Wait a little and run it again.' }),
  },
];

function explain(error: GraphqlError, context: ErrorContext): GraphqlWords {
  const rule = RULES.find(({ code, message }) => isMatch(code, error.code) || isMatch(message, error.message));
  const field = error.path ? pathInWords(error.path) : null;
  if (rule) {
    const words = rule.words(error, context);
    return { kind: rule.kind, count: 1, ...words, field: words.field ?? field };
  }
  return error.path ? { kind: 'resolver', count: 1, ...failed(error, error.path, context) } : other(error);
}

function refused(error: GraphqlError, context: ErrorContext): { sentence: string; next: string; field?: string } {
  const [, field, type] = REFUSED_FIELD.exec(error.message) ?? [];
  if (!field || !type) {
    return {
      sentence: `The server refuses this caller: ${error.message}`,
      next: 'Choose another identity, or give this one the right.',
    };
  }
  const open = context.openTo(type, field);
  return {
    field: `${type}.${field}`,
    sentence: `${type}.${field} is not open to this caller${open ? `; it is open to ${open}` : ''}.`,
    next: open
      ? 'Run it again under that mode, or leave the field out.'
      : 'Choose another identity, or leave the field out.',
  };
}

function failed(error: GraphqlError, path: readonly (string | number)[], context: ErrorContext) {
  const at = context.fieldAt(path);
  const field = at ? `${at.type}.${at.field}` : pathInWords(path);
  const behind = at ? context.behind(at.type, at.field) : null;
  const code = error.code && error.code !== 'INTERNAL_SERVER_ERROR' ? ` (${error.code})` : '';
  return {
    field,
    sentence: `The resolver of ${field} failed${code}: ${error.message}`,
    next: behind ? `Behind it stands ${behind}; its logs say more.` : 'The logs of the server say more.',
  };
}

function other({ message, code }: GraphqlError): GraphqlWords {
  return {
    kind: 'other',
    sentence: code ? `${message} (${code})` : message,
    next: 'The raw answer has all that the server said.',
    field: null,
    count: 1,
  };
}

/** `posts[0].author`. */
export function pathInWords(path: readonly (string | number)[]): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

function isMatch(pattern: RegExp | undefined, text: string | null): boolean {
  return pattern !== undefined && text !== null && pattern.test(text);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isStep(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
