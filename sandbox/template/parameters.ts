import { flagOf, type Json, type JsonObject, listOf, textOf } from './json';
import type { Template } from './parse';

/** A value for each parameter: the one given, its default, or a placeholder of the right type. */
export function parametersOf(template: Template, given: Record<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([name, parameter]) => {
      const type = textOf(parameter.Type) ?? 'String';
      const value = given[name] ?? textOf(parameter.Default) ?? placeholder(name, type, parameter);
      // A parameter of an SSM type holds the name of the parameter in the store; what stands there is not known here.
      const resolved = type.startsWith('AWS::SSM::Parameter::Value') ? `ssm-${value.replace(/\W+/g, '-')}` : value;
      return [name, isList(type) ? resolved.split(',').map((one) => one.trim()) : resolved];
    }),
  );
}

/** The parameters as DescribeStacks shows them: those with NoEcho are masked. */
export function shownParameters(template: Template, parameters: JsonObject): Record<string, string> {
  const shown = (value: Json) => (Array.isArray(value) ? value.join(',') : (textOf(value) ?? ''));
  const isSecret = (name: string) => flagOf(template.Parameters[name]?.NoEcho) ?? false;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isSecret(name) ? '****' : shown(value)]),
  );
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<') || /<(List<|CommaDelimitedList)/.test(type);
}

function placeholder(name: string, type: string, parameter: JsonObject): string {
  const [allowed] = listOf(parameter.AllowedValues);
  return textOf(allowed) ?? textOf(parameter.MinValue) ?? (type === 'Number' ? '0' : name.toLowerCase());
}
