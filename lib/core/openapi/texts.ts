/** Longer descriptions are cut. */
const MOST_WORDS = 4_000;
const MOST_VALUE = 2_000;
/** Longer examples of bodies are not kept. */
export const MOST_EXAMPLE = 256 * 1024;

/** A text of the document as long as it is worth showing. */
export function cut(text: string | null, most = MOST_WORDS): string | null {
  return text !== null && text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A value as it is written into a field: lists with commas, what has parts as JSON. */
export function valueText(value: unknown): string {
  const text = Array.isArray(value) ? value.map(written).join(',') : written(value);
  return text.slice(0, MOST_VALUE);
}

function written(value: unknown): string {
  return typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
}
