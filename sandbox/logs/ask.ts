import { AwsFailure } from '@/sandbox/control/failure';
import type { Region } from '@/sandbox/model';
import { isObject, type JsonObject, listOf, numberOf, textOf } from '@/sandbox/template/json';
import { logsOf } from './directory';
import type { LogDirectory, LogGroup } from './model';

/** One operation: what is asked, and of which account's Region. */
export interface Ask {
  input: JsonObject;
  logs: LogDirectory;
  now: number;
}

export function askOf(region: Region, account: string, input: JsonObject): Ask {
  return { input, logs: logsOf(region, account), now: Date.now() };
}

export function text({ input }: Ask, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw new AwsFailure('SerializationException', 400, `${name} is no string.`);
  return value;
}

export function number({ input }: Ask, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return;
  if (typeof value !== 'number') throw new AwsFailure('SerializationException', 400, `${name} is no number.`);
  return numberOf(value);
}

export function texts({ input }: Ask, name: string): string[] {
  return listOf(input[name]).flatMap((one) => textOf(one) ?? []);
}

export function objects({ input }: Ask, name: string): JsonObject[] {
  return listOf(input[name]).filter(isObject);
}

export function invalid(message: string): AwsFailure {
  return new AwsFailure('InvalidParameterException', 400, message);
}

export const noGroup = () =>
  new AwsFailure('ResourceNotFoundException', 400, 'The specified log group does not exist.');

/** By `logGroupName`, or by `logGroupIdentifier`, which is a name or an ARN. One of them, not both. */
export function groupAsked(ask: Ask): LogGroup {
  const name = text(ask, 'logGroupName');
  const identifier = text(ask, 'logGroupIdentifier');
  if (name !== undefined && identifier !== undefined) {
    throw invalid('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }
  const asked = name ?? identifier;
  if (asked === undefined) throw invalid('Either a LogGroup name or LogGroup ARN is required.');
  return groupNamed(ask, asked);
}

export function groupNamed({ logs }: Ask, identifier: string): LogGroup {
  const group = logs.groups.get(identifier.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, ''));
  if (!group) throw noGroup();
  return group;
}
