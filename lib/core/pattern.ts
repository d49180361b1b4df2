/** Longer values are not tried: an expression may take for ever over them. */
const MOST_CHARACTERS = 4_000;

/** How much of a value an expression of a configuration fits. Null where it is none for this engine, or the value is too long to try. */
export function fitOf(expression: string, value: string): 'whole' | 'part' | 'none' | null {
  if (value.length > MOST_CHARACTERS) return null;
  try {
    if (new RegExp(`^(?:${expression})$`).test(value)) return 'whole';
    return new RegExp(expression).test(value) ? 'part' : 'none';
  } catch {
    return null;
  }
}
