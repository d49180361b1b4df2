import type { z } from 'zod';
import { AppError } from './error';

/** What came from outside, checked. Throws invalid-input that names the first field that is wrong. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.');
  throw new AppError('invalid-input', issue?.message ?? 'That is not valid.', field ? { detail: { field } } : {});
}
