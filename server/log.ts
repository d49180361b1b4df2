/** C0 and C1 controls, DEL, line separators, bidirectional marks and zero-width characters: what moves a terminal's cursor or hides text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be escaped
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text that may stand in a terminal, whoever wrote it. Line breaks and tabs stay. */
export function forTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Says one line to whoever started the server. */
export function say(line: string): void {
  process.stdout.write(`${forTerminal(line)}\n`);
}

/** Tells the terminal about a defect. The browser gets only that there was one. */
export function logDefect(where: string, error: unknown): void {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${new Date().toISOString()} ${forTerminal(`${where}: ${told}`)}\n`);
}
