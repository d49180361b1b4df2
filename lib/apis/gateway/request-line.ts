import 'server-only';
import { AppError } from '@/lib/core/error';
import { climbsAboveBase } from '@/lib/core/path';

/** Refuses what the contract cannot say of a path. */
export function checkPath(path: string): void {
  if (!/^[\x21-\x7e]+$/.test(path)) {
    throw wrong('path', 'The path has characters that must be percent-encoded.');
  }
  if (climbsAboveBase(path)) throw wrong('path', 'The path leads out of the API with its "..". Take them out.');
}

export function wrong(field: string, message: string): AppError {
  return new AppError('invalid-input', message, { detail: { field } });
}
