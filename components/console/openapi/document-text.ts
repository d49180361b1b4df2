import { LineCounter, parseDocument } from 'yaml';
import { type OpenApiRead, readOpenApi } from '@/lib/core/openapi/read';

/** How often anchors may be used: short files can stand for endless ones by them. */
const MOST_ALIASES = 1_000;

/** Reads the text of an OpenAPI file, JSON or YAML. Nothing it refers to is fetched. */
export function readOpenApiText(text: string): OpenApiRead {
  if (text.trim() === '') return { refused: 'This is empty.' };
  // No text file has such a character, and every other file soon has one.
  if (text.includes('\0')) return { refused: 'This is not a text file. Choose OpenAPI as JSON or YAML.' };
  const parsed = parsedText(text);
  return 'refused' in parsed ? parsed : readOpenApi(parsed.value);
}

function parsedText(text: string): { value: unknown } | { refused: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // JSON is YAML, and what is neither is told with the place where it stops being that.
    return yamlOf(text);
  }
}

function yamlOf(text: string): { value: unknown } | { refused: string } {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { merge: true, prettyErrors: false, lineCounter: lines, logLevel: 'error' });
    const [problem] = document.errors;
    if (!problem) return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
    const { line, col } = lines.linePos(problem.pos[0]);
    const what = /^\s*[[{]/.test(text) ? 'JSON' : 'YAML';
    return { refused: `This is not valid ${what}. Line ${line}, column ${col}: ${sentence(problem.message)}` };
  } catch (error) {
    // Too deep for the stack, or more aliases than may be.
    return { refused: `This cannot be read: ${sentence(error instanceof Error ? error.message : String(error))}` };
  }
}

function sentence(words: string): string {
  const [first = ''] = words.split('\n');
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
