import { isIP } from 'node:net';
import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from 'graphql';

interface Form {
  /** Throws, or returns what resolvers are given, for what a caller wrote. */
  parse: (value: unknown) => unknown;
  /** The same for what a resolver answered with, on its way to the caller. */
  serialize?: (value: unknown) => unknown;
}

const DATE = String.raw`-?\d{4,9}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`;
const OFFSET = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)`;

/** AppSync's own scalars (AWS: "Scalar types in GraphQL"). */
const FORMS: Record<string, Form> = {
  AWSDate: text(new RegExp(`^${DATE}${OFFSET}?$`)),
  AWSTime: text(new RegExp(`^${TIME}${OFFSET}?$`)),
  AWSDateTime: text(new RegExp(`^${DATE}T${TIME}${OFFSET}$`)),
  AWSTimestamp: { parse: whole },
  AWSEmail: text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  AWSURL: { parse: (value) => checked(value, (address) => /^\w+:/.test(address) && URL.canParse(address)) },
  AWSPhone: text(/^\+?[\d\s().-]{5,20}$/),
  AWSIPAddress: { parse: (value) => checked(value, (address) => isIP(address.replace(/\/\d{1,3}$/, '')) > 0) },
  // A caller writes and reads JSON as text; resolvers see what it says.
  AWSJSON: { parse: (value) => JSON.parse(String(value)), serialize: (value) => JSON.stringify(value) },
};

export const AWS_SCALARS: readonly string[] = Object.keys(FORMS);

/** The scalar of this name with its checks; undefined for none of AppSync's. */
export function awsScalar(
  name: string,
): Pick<GraphQLScalarType, 'parseValue' | 'parseLiteral' | 'serialize'> | undefined {
  const form = FORMS[name];
  if (!form) return;
  const guarded = (work: (value: unknown) => unknown) => (value: unknown) => {
    try {
      return work(value);
    } catch {
      throw new GraphQLError(`Can't serialize value : Unable to parse \`${show(value)}\` as a valid ${name}.`);
    }
  };
  return {
    serialize: guarded(form.serialize ?? form.parse),
    parseValue: guarded(form.parse),
    parseLiteral: (node) => guarded(form.parse)(literal(node)),
  };
}

function text(pattern: RegExp): Form {
  return { parse: (value) => checked(value, (one) => pattern.test(one)) };
}

function checked(value: unknown, fits: (text: string) => boolean): string {
  if (typeof value === 'string' && fits(value)) return value;
  throw new Error('not of this form');
}

function whole(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new Error('no whole number');
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  return node.kind === Kind.INT ? Number(node.value) : undefined;
}

function show(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')).slice(0, 200);
}
