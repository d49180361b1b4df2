import { AwsFailure } from '@/sandbox/control/failure';
import type { World } from '@/sandbox/model';
import { type JsonObject, textOf, textRecordOf } from '@/sandbox/template/json';

/** One call of Cognito, whoever makes it. */
export interface Ask {
  world: World;
  input: JsonObject;
  /** Milliseconds since 1970. */
  now: number;
}

export type Answered = Record<string, unknown>;

export function optional({ input }: Pick<Ask, 'input'>, name: string): string | undefined {
  return textOf(input[name]);
}

/** A member without which AWS refuses the call before it looks at anything else. */
export function required({ input }: Pick<Ask, 'input'>, name: string): string {
  const value = textOf(input[name]);
  if (value) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

export function record({ input }: Pick<Ask, 'input'>, name: string): Record<string, string> {
  return textRecordOf(input[name]);
}

export function parameter(parameters: Record<string, string>, name: string): string {
  const value = parameters[name];
  if (value) return value;
  throw invalid(`Missing required parameter ${name}`);
}

export const invalid = (message: string) => new AwsFailure('InvalidParameterException', 400, message);
export const notAuthorized = (message: string) => new AwsFailure('NotAuthorizedException', 400, message);
export const notFound = (message: string) => new AwsFailure('ResourceNotFoundException', 400, message);
