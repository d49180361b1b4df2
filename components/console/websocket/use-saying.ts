'use client';

import { useState } from 'react';
import { bytesInWords } from '@/components/console/answer/units';
import type { HeldLine } from '@/components/console/line/held-line';
import { checkJson } from '@/components/console/viewer/json-check';
import type { WebSocketSay } from '@/lib/apis/websocket/contract';
import { MASK } from '@/lib/core/redact';
import { bytesOf, type Typed } from './message-bytes';
import type { MessageDraft } from './message-draft';
import type { SpokenTo } from './spoken-to';

/** What became of what was said, in words. */
export interface Outcome {
  ok: boolean;
  words: string;
}

/** What the live door takes in one piece. */
const MOST_BYTES = 7 * 1024 ** 2;

/** Says the draft to the sessions that are meant. JSON that is none asks once, and is then sent as it is. */
export function useSaying(draft: MessageDraft, file: File | null, spoken: SpokenTo) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const { mode, texts, whole } = draft;
  const asked = askedFor !== null && askedFor === texts.json;

  const say = async (anyway: boolean) => {
    if (mode === 'json' && !anyway && checkJson(texts.json) !== null) {
      setAskedFor(texts.json);
      return setOutcome({ ok: false, words: 'Not sent: this is not JSON.' });
    }
    setAskedFor(null);
    setBusy(true);
    const typed = await typedOf(draft, file);
    setOutcome(typed.ok ? await sayTo(spoken, typed, whole) : { ok: false, words: typed.message });
    setBusy(false);
  };
  return { say, busy, asked, outcome };
}

/** The size of what would be sent, as far as it can be told. */
export function messageSize({ mode, texts }: MessageDraft, file: File | null): number {
  if (mode === 'file') return file?.size ?? 0;
  const typed = bytesOf(mode, texts[mode]);
  return typed.ok ? typed.bytes.length : 0;
}

async function typedOf({ mode, texts }: MessageDraft, file: File | null): Promise<Typed> {
  if (mode !== 'file') {
    const masked = texts[mode].includes(MASK);
    if (!masked) return bytesOf(mode, texts[mode]);
    return { ok: false, message: `${MASK} stands for a secret, which is never stored. Type it again.` };
  }
  if (!file) return { ok: false, message: 'Choose a file first.' };
  if (file.size > MOST_BYTES)
    return { ok: false, message: 'The file is larger than 7 MB, which is not sent as a message.' };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return { ok: false, message: 'The file can no longer be read. Choose it again.' };
  return { ok: true, bytes: new Uint8Array(bytes), binary: true };
}

async function sayTo(spoken: SpokenTo, typed: Extract<Typed, { ok: true }>, whole: boolean): Promise<Outcome> {
  const open = openOf(spoken);
  if (open.length === 0) return { ok: false, words: 'Connect first: no session is open.' };
  if (typed.bytes.length > MOST_BYTES) return { ok: false, words: 'More than 7 MB are not sent as a message.' };
  const input: WebSocketSay = { type: typed.binary ? 'binary' : 'text', whole };
  const replies = await Promise.all(open.map((line) => line.say(input, typed.bytes)));
  const failed = replies.find((reply) => !reply.ok);
  if (failed && !failed.ok) return { ok: false, words: failed.failure.message };
  const to = open.length === 1 ? (open[0]?.label.as ?? '') : `${open.length} sessions`;
  return { ok: true, words: `Sent ${bytesInWords(typed.bytes.length)} on ${to}.` };
}

/** Of those that are meant the ones that are open; the one that was named alone, whatever became of it, so that its failure is said. */
export function openOf({ to, lines }: SpokenTo): HeldLine[] {
  return to === 'all' ? lines.filter((line) => line.state().phase === 'open') : [...lines];
}
