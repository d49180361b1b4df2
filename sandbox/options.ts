import { parseArgs } from 'node:util';
import type { RealtimeSettings } from './appsync/realtime/settings';
import { AWS_RATE, type FaultSettings, type Rate } from './faults';
import type { Size } from './generate';
import type { Delivery } from './logs/model';
import type { SocketSettings } from './websocket/settings';

/** A template on the command line: the stack's name, if given, and the file. */
export interface TemplateFile {
  name?: string;
  file: string;
}

export interface Options {
  port: number;
  region: string;
  templates: TemplateFile[];
  /** By stack name. */
  stackTags: Record<string, Record<string, string>>;
  faults: Partial<FaultSettings>;
  generate: Size | null;
  demo: boolean;
  /** Whether made-up visitors call the demo's APIs. */
  traffic: boolean;
  /** How far the sandbox's clock is ahead; negative where it is behind. */
  clockMinutes: number;
  /** Of AppSync's lines, shorter than its own. */
  realtime: Partial<RealtimeSettings>;
  /** Limits of every WebSocket API, shorter than API Gateway's own. */
  sockets: Partial<SocketSettings>;
  /** How long services' log lines are under way. */
  delivery: Delivery;
  /** A folder to write AWS config and credentials into. */
  profiles: string | null;
  help: boolean;
}

/** What was typed cannot be understood; the message says what would be. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export const HELP = `A stand-in AWS account on 127.0.0.1 that speaks AWS's own protocols.

  --port N                  where to listen (4010; 0 = any free port)
  --template [name=]file …  CloudFormation or SAM templates, JSON or YAML; each becomes a stack;
                            users of its pools stand beside it, file.users.yml
  --stack-tag name:key=val  a tag of the stack called name; may be repeated
  --region name             where templates and generated APIs go (us-east-1)
  --latency ms              wait before each answer
  --throttle [rate:burst]   limit calls per account and region (10:40, as AWS does)
  --deny action[,action]    refuse IAM actions to everyone: apigateway:GET, cloudformation:*
  --socket-idle ms          end WebSocket connections after this silence (600000, as AWS does)
  --socket-life ms          end every WebSocket connection after this long (7200000, as AWS does)
  --keep-alive ms           between two keep-alives on AppSync's lines (60000, as AWS does)
  --log-delay ms[:ms]       how long log lines are under way, most of them little more than the least (800:9000)
  --drop fraction           cut this share of connections, 0 to 1
  --clock minutes           set its clock so far ahead; -10 is ten minutes behind
  --generate apis:routes    fill the region: 200:5000 is 200 APIs with 5,000 routes in all
  --no-demo                 leave the demo's stacks out
  --traffic                 let made-up visitors call the demo's APIs, a few a second
  --write-profiles folder   write config and credentials for its made-up keys into a folder
  --help                    this text

Prints one line of JSON when ready: {"listening":"http://127.0.0.1:4010"}
`;

export function parseOptions(argv: string[]): Options {
  const { values, positionals } = parse(spelledOut(argv));
  const [stray] = positionals;
  if (stray !== undefined && !values.template) throw new OptionError(`What is ${stray}? Templates follow --template.`);
  if (values.traffic && values['no-demo']) throw new OptionError('--traffic calls the APIs that --no-demo leaves out.');
  return {
    port: parsePort(values.port),
    region: values.region ?? 'us-east-1',
    templates: [...(values.template ?? []), ...positionals].map(templateFile),
    stackTags: stackTags(values['stack-tag'] ?? []),
    faults: faultsOf(values),
    generate: values.generate === undefined ? null : parseSize(values.generate),
    demo: !values['no-demo'],
    traffic: values.traffic,
    clockMinutes: values.clock === undefined ? 0 : parseMinutes(values.clock),
    sockets: socketsOf(values),
    realtime: realtimeOf(values),
    delivery: deliveryOf(values),
    profiles: values['write-profiles'] ?? null,
    help: values.help ?? false,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new OptionError('--port takes a number from 0 to 65535.');
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '4010' },
        region: { type: 'string' },
        template: { type: 'string', multiple: true },
        'stack-tag': { type: 'string', multiple: true },
        latency: { type: 'string' },
        throttle: { type: 'string' },
        deny: { type: 'string', multiple: true },
        drop: { type: 'string' },
        clock: { type: 'string' },
        'socket-idle': { type: 'string' },
        'socket-life': { type: 'string' },
        'keep-alive': { type: 'string' },
        'log-delay': { type: 'string' },
        generate: { type: 'string' },
        'no-demo': { type: 'boolean' },
        traffic: { type: 'boolean', default: false },
        'write-profiles': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** `--throttle` alone means AWS's own limit. */
function spelledOut(argv: string[]): string[] {
  return clockJoined(argv).map((word, index, all) => {
    const next = all[index + 1];
    const alone = word === '--throttle' && (next === undefined || !/^[\d.]+:\d+$/.test(next));
    return alone ? `--throttle=${AWS_RATE.rate}:${AWS_RATE.burst}` : word;
  });
}

/** A number below zero looks like an option. */
function clockJoined(argv: string[]): string[] {
  const at = argv.indexOf('--clock');
  return at < 0 ? argv : [...argv.slice(0, at), argv.slice(at, at + 2).join('='), ...argv.slice(at + 2)];
}

function faultsOf(values: ReturnType<typeof parse>['values']): Partial<FaultSettings> {
  return {
    ...(values.latency === undefined ? {} : { latency: parseLatency(values.latency) }),
    ...(values.throttle === undefined ? {} : { throttle: parseRate(values.throttle) }),
    ...(values.deny === undefined ? {} : { deny: values.deny.flatMap((list) => list.split(',')) }),
    ...(values.drop === undefined ? {} : { drop: parseDrop(values.drop) }),
  };
}

function socketsOf(values: ReturnType<typeof parse>['values']): Options['sockets'] {
  const { 'socket-idle': idle, 'socket-life': life } = values;
  return {
    ...(idle === undefined ? {} : { idleMs: parseMs('--socket-idle', idle) }),
    ...(life === undefined ? {} : { lifeMs: parseMs('--socket-life', life) }),
  };
}

function realtimeOf({ 'keep-alive': keepAlive }: ReturnType<typeof parse>['values']): Options['realtime'] {
  return keepAlive === undefined ? {} : { keepAliveMs: parseMs('--keep-alive', keepAlive) };
}

export function parseRate(text: string): Rate {
  const [rate = Number.NaN, burst = Number.NaN] = text.split(':').map(Number);
  if (!(rate > 0 && burst >= 1)) throw new OptionError('A throttle is rate:burst, such as 10:40.');
  return { rate, burst };
}

function parseDrop(text: string): number {
  const drop = Number(text);
  if (!(text !== '' && drop >= 0 && drop <= 1)) throw new OptionError('A fraction from 0 to 1 is needed, such as 0.1.');
  return drop;
}

function parseLatency(text: string): number {
  const latency = Number(text);
  if (!(text !== '' && latency >= 0 && latency <= 600_000))
    throw new OptionError('A latency is a number of milliseconds.');
  return latency;
}

function deliveryOf({ 'log-delay': text = '800:9000' }: ReturnType<typeof parse>['values']): Delivery {
  const [leastMs = Number.NaN, mostMs = leastMs] = text.split(':').map(Number);
  if (!(text !== '' && leastMs >= 0 && mostMs >= leastMs && mostMs <= 86_400_000))
    throw new OptionError('--log-delay takes milliseconds, or the least and the most of them: 800:9000.');
  return { leastMs, mostMs };
}

function parseMs(name: string, text: string): number {
  const ms = Number(text);
  if (!(Number.isInteger(ms) && ms >= 1 && ms <= 86_400_000))
    throw new OptionError(`${name} takes milliseconds, at most a day.`);
  return ms;
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (text === '' || !Number.isFinite(minutes)) throw new OptionError('--clock takes a number of minutes.');
  return minutes;
}

function parseSize(text: string): Size {
  const [apis = Number.NaN, routes = Number.NaN] = text.split(':').map(Number);
  if (!(Number.isInteger(apis) && Number.isInteger(routes) && apis >= 1 && routes >= 0)) {
    throw new OptionError('--generate takes apis:routes, such as 200:5000.');
  }
  return { apis, routes };
}

function templateFile(text: string): TemplateFile {
  const named = /^([A-Za-z][A-Za-z0-9-]{0,127})=(.+)$/.exec(text);
  return named?.[1] && named[2] ? { name: named[1], file: named[2] } : { file: text };
}

function stackTags(texts: string[]): Record<string, Record<string, string>> {
  const tags: Record<string, Record<string, string>> = {};
  for (const text of texts) {
    const [, name, key, value] = /^([A-Za-z][A-Za-z0-9-]*):([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || key === undefined) throw new OptionError('--stack-tag takes name:key=value.');
    tags[name] = { ...tags[name], [key]: value ?? '' };
  }
  return tags;
}
