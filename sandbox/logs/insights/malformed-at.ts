import { AwsFailure } from '@/sandbox/control/failure';
import type { Malformed } from './tokens';

/** The error as CloudWatch Logs gives it: with the line and position in words, and the characters' offsets. */
export function malformedAt({ what }: Malformed, part: string, place: { query: string; begin: number }): AwsFailure {
  const inPart = part.indexOf(what);
  // What is missing at a command's end is not in its text.
  const start = place.begin + (inPart < 0 ? part.trimEnd().length : inPart);
  const before = place.query.slice(0, start).split('\n');
  const message = `unexpected symbol found ${what} at line ${before.length} and position ${(before.at(-1) ?? '').length}`;
  const location = { startCharOffset: start, endCharOffset: start + (inPart < 0 ? 0 : what.length) };
  return new AwsFailure('MalformedQueryException', 400, message, { queryCompileError: { location, message } });
}
