import { FRAME_BYTES, MESSAGE_BYTES } from '@/lib/core/websocket-limits';

export const MESSAGE_MODES = ['json', 'text', 'hex', 'base64', 'file'] as const;
export type MessageMode = (typeof MESSAGE_MODES)[number];

/** The bytes of what was typed, or a sentence why there are none. */
export type Typed = { ok: true; bytes: Uint8Array<ArrayBuffer>; binary: boolean } | { ok: false; message: string };

/** What was typed in one of the modes that are typed, as it goes on the wire. */
export function bytesOf(mode: Exclude<MessageMode, 'file'>, text: string): Typed {
  if (mode === 'hex') return binary(fromHex(text), 'Hex is pairs of the digits 0 to f, such as 68 65 6c 6c 6f.');
  if (mode === 'base64') return binary(fromBase64(text), 'This is not base64.');
  return { ok: true, bytes: new TextEncoder().encode(text), binary: false };
}

function binary(bytes: Uint8Array<ArrayBuffer> | null, message: string): Typed {
  return bytes ? { ok: true, bytes, binary: true } : { ok: false, message };
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  const digits = text.replace(/0x|[\s:,-]/gi, '');
  if (digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const usual = text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
    return Uint8Array.from(atob(usual), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** What API Gateway makes of a message of this size; null where there is nothing to say. */
export function sizeInWords(bytes: number, whole: boolean): { text: string; bad: boolean } | null {
  if (bytes > MESSAGE_BYTES) {
    const text = 'API Gateway takes messages of up to 128 KB. It closes the session with 1009 over this one.';
    return { text, bad: true };
  }
  if (bytes <= FRAME_BYTES) return null;
  if (whole) {
    return {
      text: 'API Gateway takes frames of up to 32 KB. It closes the session with 1009 over this one.',
      bad: true,
    };
  }
  return {
    text: `Goes in ${Math.ceil(bytes / FRAME_BYTES)} frames, as API Gateway takes up to 32 KB in one.`,
    bad: false,
  };
}
