import type { LogValue } from '@/lib/core/access-log/value';
import type { StoryAccess } from '@/lib/logs/story/contract';

/** What the gateway itself says went wrong: the variables that have a value only then, most telling first. */
export const ERRORS = [
  'integrationErrorMessage',
  'integration.error',
  'authorizer.error',
  'authorize.error',
  'authenticate.error',
  'waf.error',
  'error.validationErrorString',
  'error.message',
  'error.messageString',
  'error.responseType',
];

/** Each of them that the line has, by its name; a text that stands twice is told once. */
export function gatewayErrors({ fields }: StoryAccess): [name: string, text: string][] {
  const told = new Map<string, string>();
  for (const name of ERRORS) {
    const value = fields?.find(([one]) => one === name)?.[1] ?? null;
    if (value !== null && !told.has(String(value))) told.set(String(value), name);
  }
  return [...told].map(([text, name]) => [name, text]);
}

const UNITS: Record<string, string> = { duration: ' ms', size: ' B' };

/** A value as the list shows it, with its unit. */
export function valueInWords(value: LogValue, kind: string): string {
  return `${value}${typeof value === 'number' ? (UNITS[kind] ?? '') : ''}`;
}
