import type { AnswerEnd } from '@/lib/core/outcome';

/** Why a body is not whole, or not shown as its headers say. */
export type Cut = NonNullable<AnswerEnd['cut']>;

/** The answer ended before its end. What was known of the body until then still holds. */
export function interrupted(reason: Cut['reason'], sentence: string, before: Cut | null): Cut {
  return { reason, message: before === null ? `${sentence}; what arrived is kept.` : `${sentence}. ${before.message}` };
}

export function unknownCoding(codings: readonly string[]): Cut {
  return undecodable(`The body is encoded as ${codings.join(', ')}, which cannot be decoded here.`);
}

export function wrongLabel(codings: readonly string[]): Cut {
  return undecodable(
    `The body is labelled ${codings.join(', ')} but could not be read as that; it is shown as it came.`,
  );
}

export function notToItsEnd(codings: readonly string[]): Cut {
  return undecodable(`The body is not valid ${codings.join(', ')} to its end; what could be decoded is shown.`);
}

/** `more` bytes came after the end that the coded body itself has. */
export function followed(codings: readonly string[], more: number): Cut {
  const bytes = more === 1 ? 'comes 1 more byte, which is' : `come ${more.toLocaleString('en')} more bytes, which are`;
  return undecodable(`After the end of the ${codings.join(', ')} body ${bytes} no part of it and not shown.`);
}

export function tooLarge(capBytes: number, { kept }: { kept: boolean }): Cut {
  const shown = `Only the first ${Math.round(capBytes / 1024 ** 2)} MiB are shown`;
  const rest = kept ? 'download the body to see the rest' : 'the rest did not arrive or was too large to keep';
  return { reason: 'cap', message: `${shown}; ${rest}.` };
}

function undecodable(message: string): Cut {
  return { reason: 'undecodable', message };
}
