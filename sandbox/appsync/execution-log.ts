import { createHash } from 'node:crypto';
import { maskHeader } from '@/sandbox/data/recorder';
import { createGroup, logsOf } from '@/sandbox/logs/directory';
import { writeLog } from '@/sandbox/logs/write';
import { refusalOf } from './auth/refusal';
import type { GraphqlTarget } from './directory';
import type { Answered } from './graphql/execute';

interface Asked {
  requestId: string;
  body: string;
  headers: [name: string, value: string][];
}

/** Writes what AppSync logs of a request, where the API has logging on (AWS: "CloudWatch Logs for AppSync"): its summary always, errors of fields by level, what was asked unless verbose content is excluded. */
export async function withExecutionLog(
  target: GraphqlTarget,
  asked: Asked,
  work: () => Promise<Answered>,
): Promise<Answered> {
  if (!target.api.logConfig) return work();
  const log = new RequestLog(target, asked);
  try {
    const answer = await work();
    log.end(200, answer.errors ?? []);
    return answer;
  } catch (error) {
    const { status, errors } = refusalOf(error);
    log.end(status, errors);
    throw error;
  }
}

class RequestLog {
  readonly #target: GraphqlTarget;
  readonly #asked: Asked;
  readonly #begunAt = new Date();
  readonly #begun = performance.now();

  constructor(target: GraphqlTarget, asked: Asked) {
    this.#target = target;
    this.#asked = asked;
    this.#say('Begin Request');
    if (target.api.logConfig?.excludeVerboseContent === false) this.#sayWhatIsAsked();
  }

  end(statusCode: number, errors: readonly object[]): void {
    const { logConfig } = this.#target.api;
    const nanoseconds = Math.round((performance.now() - this.#begun) * 1_000_000);
    if (logConfig?.fieldLogLevel !== 'NONE') {
      for (const error of errors)
        this.#sayObject({ logType: 'ResponseMapping', fieldInError: true, ...withoutPlace(error) });
    }
    this.#say('Tokens Consumed: 1');
    const [startTime, endTime] = [this.#begunAt.toISOString(), new Date().toISOString()];
    this.#sayObject({ logType: 'ExecutionSummary', startTime, endTime, duration: nanoseconds, version: 1 });
    this.#sayObject({ logType: 'RequestSummary', statusCode, latency: nanoseconds });
    this.#say('End Request');
  }

  #sayWhatIsAsked(): void {
    const { body, headers } = this.#asked;
    const shown = headers.map(([name, value]) => `${name.toLowerCase()}=[${maskHeader(name, value)}]`);
    this.#say(`GraphQL Request: ${body}`);
    this.#say(`Request Headers: {${shown.join(', ')}}`);
  }

  #say(text: string): void {
    this.#write(`${this.#asked.requestId} ${text}`);
  }

  #sayObject(object: object): void {
    this.#write(JSON.stringify({ ...object, requestId: this.#asked.requestId, graphQLAPIId: this.#target.api.apiId }));
  }

  #write(message: string): void {
    const { api, region, account } = this.#target;
    const name = `/aws/appsync/apis/${api.apiId}`;
    const logs = logsOf(region, account.id);
    const group = logs.groups.get(name) ?? createGroup(logs, { name, createdAt: Date.now() });
    const stream = createHash('md5').update(api.apiId).digest('hex');
    writeLog(logs, group, { stream, timestamp: Date.now(), message });
  }
}

function withoutPlace(error: object): object {
  const { message, errorType, path } = error as { message?: string; errorType?: string; path?: unknown };
  return { errors: [message], errorType, path };
}
