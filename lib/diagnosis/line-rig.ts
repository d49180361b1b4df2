import { failedOnLine } from '@/components/console/diagnosis/failed-on-line';
import { lineProof } from '@/components/console/diagnosis/line-proof';
import { afterLineEvent, isLive, type LineState, NEW_LINE } from '@/components/console/line/line-state';
import { appSyncPlace } from '@/components/identity/appsync-place';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY } from '@/components/identity/identity';
import type { AppSyncAuth, AppSyncKey } from '@/lib/apis/appsync-base/contract';
import { connect } from '@/lib/apis/dispatch';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import type { Line } from '@/lib/core/line';
import type { Failed } from './exchange';

/** A line as the console holds it, or was refused it. */
export interface Held {
  /** Where it stands once it fits; as it ended where it ends before. */
  until(fits: (state: LineState, seen: ReadonlySet<string>) => boolean): Promise<LineState>;
  /** Says something. What is not taken is seen in the state. */
  say(input: object): Promise<void>;
  /** What a diagnosis looks at. */
  failed(state: LineState, errors: unknown): Failed;
  close(): void;
}

interface Opened {
  api: ApiRef;
  detail: { auth: readonly AppSyncAuth[]; keys: readonly AppSyncKey[] };
  chosen: AppSyncAuth;
  identity?: Identity | undefined;
  /** What the kind takes beside who asks. */
  input?: object;
}

/** Opens a line of an API that AppSync serves. */
export async function hold({ api, detail, chosen, identity = NOBODY, input = {} }: Opened): Promise<Held> {
  const { asked } = appSyncPlace(api, chosen, detail);
  const auth = authFor(identity, asked);
  const startedAt = Date.now();
  const label = { startedAt, sent: lineProof(identity, asked, chosen.id) };
  const seen = new Set<string>();
  let state = NEW_LINE;
  let told = () => {};
  const sink = {
    event: (event: Parameters<typeof afterLineEvent>[1]) => {
      seen.add(event.type);
      state = afterLineEvent(state, event, Date.now());
      told();
    },
    frame: () => true,
  };
  const line = await connect({ api, auth, ...input }, { signal: new AbortController().signal, sink });
  return {
    until: async (fits) => {
      while (isLive(state) && !fits(state, seen)) {
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
      return state;
    },
    say: (message) => said(line, message),
    failed: (at, errors) => failedOnLine(label, at, errors),
    close: () => line.close({ cut: true }),
  };
}

async function said(line: Line, input: object): Promise<void> {
  try {
    await line.say(input, null);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
