/** Registered with an app client where none of its callback URLs leads to this computer. */
export const SUGGESTED_CALLBACK = 'http://localhost:4650/callback';

/** Whether a redirect address leads to this computer over plain HTTP, where Signalbox can wait for it. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, hash } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return protocol === 'http:' && here && port !== '' && username === '' && hash === '';
}

/** What is wrong with a redirect address; null where it can be waited for. */
export function redirectProblem(text: string): string | null {
  if (isLoopbackUrl(text)) return null;
  return `It must lead to this computer, with a port: ${SUGGESTED_CALLBACK}.`;
}
