import 'server-only';
import { AppError } from '@/lib/core/error';
import type { InsightsEvent } from './contract';

/** Of CloudWatch's MalformedQueryException, what is read here. */
interface Malformed extends Error {
  queryCompileError?: { location?: { startCharOffset?: number; endCharOffset?: number }; message?: string };
}

/** What CloudWatch says of a text that it does not understand, with the place; null for any other failure. */
export function rejectionOf(error: unknown, query: string): Extract<InsightsEvent, { type: 'rejected' }> | null {
  const cause = error instanceof AppError ? error.cause : undefined;
  if (!(cause instanceof Error) || cause.name !== 'MalformedQueryException') return null;
  const { queryCompileError: compile, message } = cause as Malformed;
  return { type: 'rejected', message: plain(compile?.message ?? message), at: placeOf(compile, message, query) };
}

/** Some of its messages go on with what only AWS can use. */
function plain(message: string): string {
  return message.replace(/\s*\(Service: [\s\S]*$/, '').slice(0, 1_000);
}

/** From its offsets, else from its words, which name a line and a position. */
function placeOf(compile: Malformed['queryCompileError'], message: string, query: string) {
  const { startCharOffset: from, endCharOffset: to } = compile?.location ?? {};
  if (from !== undefined && from <= query.length) return { from, to: Math.max(from, to ?? from) };
  const [, line, position] = /line (\d+) (?:and )?position (\d+)/.exec(message) ?? [];
  if (line === undefined) return null;
  const before = query.split('\n').slice(0, Number(line) - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0) + Number(position);
  return start <= query.length ? { from: start, to: start } : null;
}
