import type { AnswerHead } from '@/lib/core/outcome';

/** How much is read of an answer that is no stream: a result may be long. */
export const MOST_BODY_BYTES = 4 * 1024 ** 2;
/** How much of it is kept where it is a refusal. */
export const REFUSAL_BYTES = 64 * 1024;

/** The media type of an answer, without its parameters. */
export function mediaTypeOf({ headers }: AnswerHead): string {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The beginning of a body as text, up to so many bytes or to where it breaks off. The rest is not read. */
export async function beginning(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      text += decoder.decode(chunk, { stream: true });
      if (bytes >= most) break;
    }
  } catch {
    // What came is what there is.
  }
  return text + decoder.decode();
}
