/** The name in a function's ARN, with or without a qualifier; null where it is none. */
export function lambdaName(arn: string): string | null {
  return /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:([^:/]+)/.exec(arn)?.[1] ?? null;
}
