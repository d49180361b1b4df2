import type { GraphqlApi } from '@/sandbox/appsync/model';
import type { Listening } from '@/sandbox/listen';
import type { HttpApi, Region } from '@/sandbox/model';

/** Where traffic goes: the demo's own APIs by name, on this machine only. */
export class Place {
  /** When the signal is aborted, whatever is under way ends. */
  constructor(
    readonly sandbox: Listening,
    readonly signal: AbortSignal,
  ) {}

  /** Of the demo's account. */
  get regions(): Region[] {
    return [...(this.sandbox.world.accounts[0]?.regions.values() ?? [])];
  }

  api(name: string): HttpApi {
    return found(
      name,
      this.regions.flatMap(({ httpApis }) => [...httpApis.values()]).find((api) => api.name === name),
    );
  }

  /** Of an API of any kind of API Gateway's. */
  idOf(name: string): string {
    const rest = this.regions.flatMap(({ restApis }) => [...(restApis?.values() ?? [])]);
    return rest.find((api) => api.name === name)?.id ?? this.api(name).apiId;
  }

  graphqlApi(name: string): GraphqlApi {
    const apis = this.regions.flatMap(({ graphql }) => [...(graphql?.apis.values() ?? [])]);
    return found(
      name,
      apis.find((api) => api.name === name),
    );
  }

  /** The value of an API key of the account. */
  key(name: string): string {
    const keys = this.regions.flatMap(({ apiKeys }) => [...(apiKeys?.values() ?? [])]);
    return found(
      name,
      keys.find((one) => one.name === name),
    ).value;
  }

  /** `/_aws/execute-api/{ApiId}`, where the named API is in the sandbox. */
  path(api: string): string {
    return `/_aws/execute-api/${this.idOf(api)}`;
  }

  /** Sends a request and takes the whole answer in, as a client would. */
  async ask(
    path: string,
    { method = 'GET', headers = {}, body }: Asked = {},
  ): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.sandbox.origin}${path}`, {
      method,
      headers: { 'user-agent': oneOf(AGENTS), ...(body === undefined ? {} : JSON_BODY), ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(30_000)]),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** A token of the sandbox's own issuer; the fields of the form decide what it says. */
  async token(form: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', ...form }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { text } = await this.ask('/_issuer/token', { method: 'POST', headers, body });
    return (JSON.parse(text) as { access_token: string }).access_token;
  }
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const JSON_BODY = { 'content-type': 'application/json' };

export const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
  'notes-cli/2.4.1',
  'python-requests/2.32.3',
  'okhttp/5.1.0',
] as const;

export function oneOf<T>(list: readonly [T, ...T[]] | readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

/** The demo lacks it only where somebody deleted it, and then nobody goes there. */
function found<T>(name: string, thing: T | undefined): T {
  if (thing === undefined) throw new Error(`The demo has no ${name} any more.`);
  return thing;
}
