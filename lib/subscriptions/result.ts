import { AppError } from '@/lib/core/error';

/** Text that is a JSON object; null where it is anything else. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object is what an execution gives: data, or errors in their place. */
export function isResult(value: Record<string, unknown>): boolean {
  return 'data' in value || Array.isArray(value.errors);
}

/** What a note shows of something that makes no sense. */
export function startOf(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** What a subscription says to whoever wants to say something on it. */
export function cannotSay(): AppError {
  return new AppError('invalid-input', 'Nothing can be said on a subscription. Stop it, or send an operation.');
}
