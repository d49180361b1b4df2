import { parseArgs } from 'node:util';

export interface Options {
  port: number;
  /** End rather than take another port. */
  strictPort: boolean;
  /** Say one JSON line instead of a sentence. */
  json: boolean;
  /** Send nothing that may change something at an API. */
  readOnly: boolean;
}

const DEFAULT_PORT = 4600;

/** What the command line, PORT and SIGNALBOX_READ_ONLY say. Throws a sentence for a person. */
export function readOptions(args: readonly string[], env: Record<string, string | undefined>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'strict-port': { type: 'boolean' },
      json: { type: 'boolean' },
      'read-only': { type: 'boolean' },
    },
  });
  return {
    port: readPort(values.port ?? env.PORT),
    strictPort: values['strict-port'] === true,
    json: values.json === true,
    readOnly: values['read-only'] === true || readSwitch('SIGNALBOX_READ_ONLY', env.SIGNALBOX_READ_ONLY),
  };
}

function readPort(told: string | undefined): number {
  if (told === undefined || told === '') return DEFAULT_PORT;
  const port = Number(told);
  if (/^\d{1,5}$/.test(told) && port < 65_536) return port;
  throw new Error(`"${told}" is not a port. Give a number from 0 to 65535; 0 takes any that is free.`);
}

/** A word that is neither yes nor no must not be taken for either. */
function readSwitch(name: string, told: string | undefined): boolean {
  const word = (told ?? '').toLowerCase();
  if (['', '0', 'false', 'no', 'off'].includes(word)) return false;
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  throw new Error(`${name} is "${told}". Give 1 or 0.`);
}
