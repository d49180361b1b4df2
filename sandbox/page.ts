/** A page of the sandbox's own: sign-in forms need no script and load nothing. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; display: grid; place-items: center; min-height: 100vh }
main { width: min(22rem, 100vw - 3rem) }
h1 { font-size: 1.25rem }
label { display: block; margin-top: 0.75rem }
input { box-sizing: border-box; width: 100%; font: inherit; padding: 0.4rem 0.5rem }
button { margin-top: 1rem; font: inherit; padding: 0.4rem 1rem }
[role="alert"] { border-left: 3px solid; padding-left: 0.5rem; color: #c0392b }
footer { margin-top: 2rem; opacity: 0.7; font-size: 0.85rem }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
<footer>The sandbox of Signalbox. Nothing typed here leaves this machine.</footer>
</main>
</body>
</html>
`;
}

/**
 * Sent with every page. There is no form-action: browsers apply it to the redirect after a sign-in as well,
 * which leads to the application's own address.
 */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export interface FormField {
  name: string;
  label: string;
  type?: 'text' | 'password' | 'email';
  value?: string;
  autocomplete?: string;
}

/** A form that posts to `action`, or to its own address where that is empty. */
export function form({ action = '', fields, button, error }: FormParts): string {
  const alert = error ? `<p role="alert">${escapeHtml(error)}</p>` : '';
  const target = action ? ` action="${escapeHtml(action)}"` : '';
  return `${alert}<form method="post"${target}>${fields.map(field).join('')}<button type="submit">${escapeHtml(button)}</button></form>`;
}

interface FormParts {
  action?: string;
  fields: FormField[];
  button: string;
  error?: string | undefined;
}

function field({ name, label, type = 'text', value = '', autocomplete = 'off' }: FormField, index: number): string {
  const attributes = Object.entries({ id: name, name, type, value, autocomplete })
    .map(([key, text]) => `${key}="${escapeHtml(text)}"`)
    .join(' ');
  const focus = index === 0 ? ' autofocus' : '';
  return `<label for="${escapeHtml(name)}">${escapeHtml(label)}</label><input ${attributes} required${focus}>`;
}

/** The form of a POST, decoded. */
export async function readForm(req: AsyncIterable<unknown>): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of req) {
    text += String(chunk);
    if (text.length > 65_536) throw new Error('The form is longer than 64 KB.');
  }
  return new URLSearchParams(text);
}
