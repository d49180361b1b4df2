import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import WebSocket, { type ClientOptions } from 'ws';
import { type Listening, listen } from '@/sandbox/listen';
import type { HttpApi } from '@/sandbox/model';
import { createWorld } from '@/sandbox/world';

/** The demo's world, with its chats, on a free port. */
export async function listenWithChats() {
  const sandbox = await listen(createWorld(), 0);
  return { sandbox, ask: (path: string, body?: unknown) => askSandbox(sandbox, path, body) };
}

export function apiNamed({ world }: Listening, name: string): HttpApi {
  const found = [...(world.accounts[0]?.regions.get('us-east-1')?.httpApis.values() ?? [])].find(
    (api) => api.name === name,
  );
  if (!found) throw new Error(`no API ${name}`);
  return found;
}

/** Where a stage is in the path form: `/_aws/execute-api/{ApiId}/{stage}`. */
export function pathOf(sandbox: Listening, name: string): string {
  const api = apiNamed(sandbox, name);
  return `/_aws/execute-api/${api.apiId}/${api.stages[0]?.stageName}`;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the sandbox tells
async function askSandbox({ origin }: Listening, path: string, body?: unknown): Promise<any> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${origin}/_sandbox/websocket/${path}`, init);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

/** A handshake that was not completed. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly headers: IncomingMessage['headers'],
    readonly body: string,
  ) {
    super(`${status} ${body}`);
  }
}

/** One end of a connection, with everything that came over it. */
export class Client {
  readonly ws: WebSocket;
  readonly messages: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #read = 0;

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => this.messages.push(String(data)));
    ws.on('error', () => {});
    this.closed = new Promise((resolve) => {
      ws.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  static async open(url: string, options: ClientOptions = {}, protocols: string[] = []): Promise<Client> {
    const ws = new WebSocket(url, protocols, { perMessageDeflate: false, ...options });
    const client = new Client(ws);
    await new Promise<void>((resolve, reject) => {
      ws.on('open', resolve);
      ws.on('error', reject);
      ws.on('unexpected-response', (_req, res) => {
        let body = '';
        res.on('data', (chunk) => {
          body += chunk;
        });
        res.on('end', () => reject(new Refused(res.statusCode ?? 0, res.headers, body)));
      });
    });
    return client;
  }

  /** The next message that nobody has read yet. */
  async next(): Promise<string> {
    while (this.messages.length <= this.#read) await once(this.ws, 'message');
    return this.messages[this.#read++] ?? '';
  }

  say(message: unknown): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async ask(message: unknown) {
    this.say(message);
    return JSON.parse(await this.next());
  }
}
