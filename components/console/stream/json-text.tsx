import { VisibleLines, VisibleText } from '@/components/console/answer/visible-text';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

/** A text, formatted and coloured where it is JSON. */
export function JsonText({ text }: { text: string }) {
  const json = formatted(text);
  return (
    <pre className="whitespace-pre-wrap break-all font-mono text-xs">
      {json === null ? <VisibleLines text={text} /> : painted(json)}
    </pre>
  );
}

/** Indented; null for what is no JSON, or would not be the same afterwards: large numbers lose their last digits. */
function formatted(text: string): string | null {
  if (!/^\s*[[{]/.test(text) || /\d{16}/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

function painted(json: string) {
  const parts = [];
  let at = 0;
  for (const match of json.matchAll(TOKEN)) {
    if (match.index > at) parts.push(json.slice(at, match.index));
    const token = match[1] ?? match[0];
    parts.push(
      <span key={match.index} className={colourOf(token, match[2] !== undefined)}>
        <VisibleText text={token} />
      </span>,
    );
    at = match.index + token.length;
  }
  parts.push(json.slice(at));
  return parts;
}

function colourOf(token: string, isKey: boolean): string {
  if (isKey) return 'text-code-key';
  if (token.startsWith('"')) return 'text-code-string';
  return /^[tfn]/.test(token) ? 'text-code-atom' : 'text-code-number';
}
