import type { ApiCall } from './api-call';

const MOST_LINES = 50;

/** Keeps what a function prints with the request that made it run. */
export function print(call: ApiCall): (line: string) => void {
  return (line) => {
    if (call.record.logs.length < MOST_LINES) call.record.logs.push(line);
  };
}
