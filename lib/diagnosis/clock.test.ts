import { afterEach, describe, test, vi } from 'vitest';
import { profiled } from '@/components/identity/identity';
import { checkRow, get, type Row } from '@/lib/diagnosis/row-rig';
import { type Call, call, withSandboxApart } from '@/lib/diagnosis/sandbox-rig';

withSandboxApart('refusing');
afterEach(() => {
  vi.useRealTimers();
});

const REST = get('GET /signed', { api: 'refusing', stage: 's', identity: profiled(null) });
const HTTP = get('GET /signed', { api: 'refusing-http', stage: 'live', identity: profiled(null) });

/** From now on this computer's clock is off, and not that of the sandbox: the API is known from before. */
function off(minutes: number, one: Call): () => Promise<Call> {
  return async () => {
    await call(one);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
    return one;
  };
}

function right(one: Call): () => Promise<Call> {
  return async () => {
    vi.useRealTimers();
    return one;
  };
}

const row = (what: string, one: Call, { minutes, says }: { minutes: number; says: string }): Row => ({
  ...{ what, status: 403, id: 'clock', certainty: 'certain', says },
  call: off(minutes, one),
  control: right(one),
});

const AHEAD = { minutes: 10.5, says: '10 minutes ahead of that of the API' };
const BEHIND = { minutes: -10.5, says: '10 minutes behind that of the API' };

describe('a clock that is off', () => {
  test.each([
    row('a REST API, ahead', REST, AHEAD),
    row('a REST API, behind', REST, BEHIND),
    row('an HTTP API, ahead', HTTP, AHEAD),
    row('an HTTP API, behind', HTTP, BEHIND),
  ])('$what', checkRow);
});
