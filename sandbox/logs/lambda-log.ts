import { randomBytes, randomUUID } from 'node:crypto';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { Region } from '@/sandbox/model';
import { createGroup, logsOf } from './directory';
import { writeLog } from './write';

/** How an invocation ended. */
export type Ending = { status: 'success' } | { status: 'error' | 'timeout'; errorType: string; errorMessage: string };

/** The log stream of a function's one environment, which is warm from its first call on. */
const environments = new WeakMap<LambdaFunction, string>();

/** What Lambda logs of one invocation, in text or in JSON as the function's settings have it (AWS: "Sending Lambda function logs to CloudWatch Logs"). */
export class InvocationLog {
  readonly requestId = randomUUID();
  readonly stream: string;
  readonly #fn: LambdaFunction;
  readonly #region: Region;
  readonly #begun = performance.now();
  /** How long a cold start takes; null where the function is warm. */
  readonly initMs: number | null;

  constructor(fn: LambdaFunction, region: Region) {
    this.#fn = fn;
    this.#region = region;
    const warm = environments.get(fn);
    this.stream = warm ?? streamName();
    environments.set(fn, this.stream);
    this.initMs = warm === undefined ? 90 + Math.random() * 120 : null;
    if (this.initMs !== null) this.#sayInit();
    const { requestId } = this;
    this.#say(`START RequestId: ${requestId} Version: $LATEST`, {
      type: 'platform.start',
      record: { requestId, version: '$LATEST' },
    });
  }

  /** A line that the handler prints. */
  print(message: string, level: string): void {
    const { requestId } = this;
    const at = new Date().toISOString();
    const json = JSON.stringify({ timestamp: at, level, requestId, message });
    this.#write(this.#fn.logsJson ? json : `${at}\t${requestId}\t${level}\t${message}`);
  }

  end(ending: Ending): void {
    const { requestId } = this;
    if (ending.status === 'timeout') this.#sayTimeout(ending.errorMessage);
    if (ending.status === 'error') this.#sayError(ending);
    if (!this.#fn.logsJson) this.#write(`END RequestId: ${requestId}`);
    const metrics = this.#metrics();
    const init = metrics.initDurationMs === undefined ? '' : `Init Duration: ${metrics.initDurationMs.toFixed(2)} ms\t`;
    const status = ending.status === 'timeout' ? 'Status: timeout' : '';
    this.#say(
      `REPORT RequestId: ${requestId}\tDuration: ${metrics.durationMs.toFixed(2)} ms\tBilled Duration: ${metrics.billedDurationMs} ms\tMemory Size: ${metrics.memorySizeMB} MB\tMax Memory Used: ${metrics.maxMemoryUsedMB} MB\t${init}${status}`,
      { type: 'platform.report', record: { requestId, metrics, status: ending.status } },
    );
  }

  #metrics() {
    const durationMs = Math.round((performance.now() - this.#begun) * 1000) / 1000;
    const memorySizeMB = this.#fn.memoryMb ?? 128;
    return {
      durationMs,
      billedDurationMs: Math.ceil(durationMs + (this.initMs ?? 0)),
      memorySizeMB,
      maxMemoryUsedMB: Math.min(memorySizeMB, 68 + ((this.#fn.code?.length ?? 0) % 24)),
      ...(this.initMs === null ? {} : { initDurationMs: this.initMs }),
    };
  }

  #sayInit(): void {
    const runtime = this.#fn.runtime.replace(/^nodejs(\d+).*$/, 'nodejs:$1.v31');
    const arn = `arn:aws:lambda:${this.#region.name}::runtime:${'0'.repeat(64)}`;
    const initializationType = 'on-demand';
    this.#say(`INIT_START Runtime Version: ${runtime}\tRuntime Version ARN: ${arn}`, {
      type: 'platform.initStart',
      record: { initializationType, phase: 'init', runtimeVersion: runtime, runtimeVersionArn: arn },
    });
  }

  #sayTimeout(message: string): void {
    const at = new Date().toISOString();
    if (this.#fn.logsJson) this.print(message, 'ERROR');
    else this.#write(`${at} ${this.requestId} ${message}`);
  }

  #sayError({ errorType, errorMessage }: { errorType: string; errorMessage: string }): void {
    const error = { errorType, errorMessage, stack: [`${errorType}: ${errorMessage}`] };
    this.print(this.#fn.logsJson ? errorMessage : `Invoke Error \t${JSON.stringify(error)}`, 'ERROR');
  }

  #say(text: string, json: { type: string; record: unknown }): void {
    this.#write(this.#fn.logsJson ? JSON.stringify({ time: new Date().toISOString(), ...json }) : text);
  }

  /** Lambda makes the log group when it first logs. */
  #write(message: string): void {
    const name = this.#fn.logGroup ?? `/aws/lambda/${this.#fn.name}`;
    const logs = logsOf(this.#region, this.#fn.arn.split(':')[4] ?? '');
    const group = logs.groups.get(name) ?? createGroup(logs, { name, createdAt: Date.now() });
    writeLog(logs, group, { stream: this.stream, timestamp: Date.now(), message: `${message}\n` });
  }
}

/** The next call finds the function cold. */
export function forgetEnvironment(fn: LambdaFunction): void {
  environments.delete(fn);
}

function streamName(): string {
  return `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
}
