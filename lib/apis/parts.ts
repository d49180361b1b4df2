import 'server-only';
import type { Problem } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';

/** These concern the whole API: without it or without credentials there is nothing to show. */
const FATAL = new Set(['not-found', 'no-credentials', 'expired-credentials', 'cancelled']);

/**
 * Reads the parts of an API at once. A part that cannot be read is put among the problems by its subject and stands as
 * `instead`; what concerns the whole API is thrown.
 */
export class Parts {
  readonly problems: Problem[] = [];

  async list<T>(subject: string, read: Promise<T[]>): Promise<T[]> {
    return this.read(subject, read, []);
  }

  async read<T>(subject: string, read: Promise<T>, instead: T): Promise<T> {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof AppError) || FATAL.has(error.code)) throw error;
      this.problems.push({ subject, failure: toFailure(error) });
      return instead;
    }
  }
}
