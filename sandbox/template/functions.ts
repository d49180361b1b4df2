import { cidrBlocks } from './cidr';
import type { Evaluator } from './evaluate';
import { isObject, type Json, listOf, numberOf, objectOf, textOf } from './json';
import { TemplateError } from './parse';
import { substitute } from './sub';

/** One intrinsic function; undefined is `AWS::NoValue`. */
export type Intrinsic = (evaluator: Evaluator, argument: Json) => Json | undefined;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
export const intrinsics: Record<string, Intrinsic> = {
  Ref: (evaluator, name) => evaluator.ref(String(name)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': (evaluator, argument) => {
    const [template, names] = Array.isArray(argument) ? argument : [argument];
    return substitute(evaluator, String(template), objectOf(names));
  },
  'Fn::Join': (evaluator, argument) => {
    const [separator, parts] = pair(argument, 'Fn::Join');
    return listOf(evaluator.resolve(parts))
      .map((part) => textOf(part) ?? JSON.stringify(part))
      .join(String(separator));
  },
  'Fn::Split': (evaluator, argument) => {
    const [separator, source] = pair(argument, 'Fn::Split');
    return (textOf(evaluator.resolve(source)) ?? '').split(String(separator));
  },
  'Fn::Select': select,
  'Fn::If': (evaluator, argument) => {
    const [name, whenTrue = null, whenFalse = null] = listOf(argument);
    return evaluator.resolve(evaluator.condition(String(name)) ? whenTrue : whenFalse);
  },
  'Fn::Equals': (evaluator, argument) => {
    const [left, right] = pair(argument, 'Fn::Equals');
    return same(evaluator.resolve(left), evaluator.resolve(right));
  },
  'Fn::And': (evaluator, argument) => listOf(argument).every((one) => evaluator.test(one)),
  'Fn::Or': (evaluator, argument) => listOf(argument).some((one) => evaluator.test(one)),
  'Fn::Not': (evaluator, argument) => !evaluator.test(listOf(argument)[0] ?? null),
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (evaluator, argument) => evaluator.imported(textOf(evaluator.resolve(argument)) ?? ''),
  'Fn::Base64': (evaluator, argument) =>
    Buffer.from(textOf(evaluator.resolve(argument)) ?? '', 'utf8').toString('base64'),
  'Fn::Cidr': (evaluator, argument) => {
    const [block, count, bits = 8] = listOf(argument).map((part) => evaluator.resolve(part));
    return cidrBlocks(textOf(block) ?? '', numberOf(count) ?? 1, numberOf(bits) ?? 8);
  },
  'Fn::GetAZs': (evaluator, argument) => {
    const region = textOf(evaluator.resolve(argument)) || evaluator.scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::Length': (evaluator, argument) => listOf(evaluator.resolve(argument)).length,
  'Fn::ToJsonString': (evaluator, argument) => JSON.stringify(evaluator.resolve(argument)),
  // A macro's answer is not known here, so the call stays as it is written.
  'Fn::Transform': (_evaluator, argument) => ({ 'Fn::Transform': argument }),
};

function getAtt(evaluator: Evaluator, argument: Json): Json | undefined {
  if (typeof argument === 'string') {
    const [logicalId = '', ...rest] = argument.split('.');
    return evaluator.attribute(logicalId, rest.join('.'));
  }
  const [logicalId, attribute] = pair(argument, 'Fn::GetAtt');
  return evaluator.attribute(String(logicalId), textOf(evaluator.resolve(attribute)) ?? '');
}

function select(evaluator: Evaluator, argument: Json): Json | undefined {
  const [index, source] = pair(argument, 'Fn::Select');
  const at = numberOf(evaluator.resolve(index)) ?? 0;
  const list = listOf(evaluator.resolve(source));
  if (at >= list.length) throw new TemplateError(`Fn::Select cannot select nonexistent value at index ${at}.`);
  return list[at];
}

function findInMap(evaluator: Evaluator, argument: Json): Json | undefined {
  const [map, top, second, options] = listOf(argument);
  const names = [map, top, second].map((name) => textOf(evaluator.resolve(name ?? null)) ?? '');
  const [mapName = '', topKey = '', secondKey = ''] = names;
  const found = objectOf(evaluator.scope.template.Mappings[mapName]?.[topKey])[secondKey];
  if (found !== undefined) return evaluator.resolve(found);
  const fallback = isObject(options) ? options.DefaultValue : undefined;
  if (fallback !== undefined) return evaluator.resolve(fallback);
  throw new TemplateError(`The mapping ${names.join('.')} does not exist.`);
}

function pair(argument: Json, name: string): [Json, Json] {
  const [first, second] = listOf(argument);
  if (first === undefined || second === undefined) throw new TemplateError(`${name} takes two values.`);
  return [first, second];
}

function same(left: Json | undefined, right: Json | undefined): boolean {
  const a = textOf(left);
  return a === undefined ? JSON.stringify(left) === JSON.stringify(right) : a === textOf(right);
}
