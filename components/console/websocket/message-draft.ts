import { redactText } from '@/lib/core/redact';
import { KeptDrafts } from './kept-drafts';
import { MESSAGE_MODES, type MessageMode } from './message-bytes';

/** What a person is about to say on a route. Each mode keeps its own text. */
export interface MessageDraft {
  mode: MessageMode;
  texts: Record<Exclude<MessageMode, 'file'>, string>;
  /** In one frame, however long. */
  whole: boolean;
}

export function newMessageDraft(json: string): MessageDraft {
  return { mode: 'json', texts: { json, text: '', hex: '', base64: '' }, whole: false };
}

export const messageDrafts = new KeptDrafts<MessageDraft>('message', { parse, redact });

function redact(draft: MessageDraft): MessageDraft {
  const { json, text, hex, base64 } = draft.texts;
  return { ...draft, texts: { json: redactText(json), text: redactText(text), hex, base64 } };
}

function parse(value: unknown): MessageDraft | null {
  const { mode, texts, whole } = (value ?? {}) as { mode?: unknown; texts?: Record<string, unknown>; whole?: unknown };
  const known = MESSAGE_MODES.find((one) => one === mode);
  if (!known || typeof texts !== 'object') return null;
  const text = (name: string) => (typeof texts[name] === 'string' ? texts[name] : '');
  return {
    // The bytes of a file live in the page only.
    mode: known === 'file' ? 'json' : known,
    texts: { json: text('json'), text: text('text'), hex: text('hex'), base64: text('base64') },
    whole: whole === true,
  };
}
