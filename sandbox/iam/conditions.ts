import { BlockList, isIPv6 } from 'node:net';
import { fits, type Statement } from './statement';

/** What is known about a request, by context key in lower case; a key without value is absent. */
export type Context = Record<string, string[]>;

type Test = (actual: string, wanted: string) => boolean;

const TESTS: Record<string, Test> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => fits(wanted, actual),
  ArnEquals: (actual, wanted) => fits(wanted, actual),
  ArnLike: (actual, wanted) => fits(wanted, actual),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
  IpAddress: (actual, wanted) => lies(actual, wanted),
};

/** Whether a statement's conditions hold. An operator that is not known here does not hold, so that nothing opens by mistake. */
export function holds(conditions: Statement['conditions'], context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holdsOne(operator, context[key.toLowerCase()] ?? [], wanted)),
  );
}

function holdsOne(operator: string, actual: string[], wanted: string[]): boolean {
  const bare = operator.replace(/^For(AnyValue|AllValues):/, '');
  if (bare === 'Null') return wanted.includes(String(actual.length === 0));
  const ifExists = bare.endsWith('IfExists');
  if (actual.length === 0) return ifExists || /Not/.test(bare) || operator.startsWith('ForAllValues:');
  const name = bare.replace(/IfExists$/, '');
  const negated = /^(String|Arn|Numeric)Not|^NotIp/.test(name);
  const test = TESTS[name.replace('Not', '')];
  if (!test) return false;
  const one = (value: string) => wanted.some((each) => test(value, each)) !== negated;
  return operator.startsWith('ForAllValues:') ? actual.every(one) : actual.some(one);
}

/** Whether an address lies in a block, `10.0.0.0/8`, or is the one that is named. */
function lies(address: string, block: string): boolean {
  const [start = '', size] = block.split('/');
  const family = isIPv6(start) ? 'ipv6' : 'ipv4';
  try {
    const list = new BlockList();
    list.addSubnet(start, size === undefined ? (family === 'ipv6' ? 128 : 32) : Number(size), family);
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}
