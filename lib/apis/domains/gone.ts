import 'server-only';
import { AppError } from '@/lib/core/error';

/** A domain that was deleted since the list was read has no mappings. */
export async function gone<T>(read: Promise<T[]>): Promise<T[]> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found' && !error.detail?.profile) return [];
    throw error;
  }
}
