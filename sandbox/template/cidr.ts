import { TemplateError } from './parse';

interface Block {
  base: bigint;
  prefix: number;
  width: 32 | 128;
}

/** `Fn::Cidr`: `count` blocks of `bits` host bits each, from the start of `block`. */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const { base, prefix, width } = parseBlock(block);
  const inner = width - bits;
  if (inner < prefix || count > 2 ** Math.min(inner - prefix, 30)) {
    throw new TemplateError(`${block} has no room for ${count} blocks of ${bits} bits.`);
  }
  const step = 1n << BigInt(bits);
  return Array.from({ length: count }, (_, index) => `${write(base + BigInt(index) * step, width)}/${inner}`);
}

function parseBlock(block: string): Block {
  const [address = '', prefix = ''] = block.split('/');
  const six = address.includes(':');
  const words = six ? sixWords(address) : address.split('.').map(Number);
  const size = six ? 16n : 8n;
  const base = words.reduce((sum, word) => (sum << size) | BigInt(word), 0n);
  return { base, prefix: Number(prefix), width: six ? 128 : 32 };
}

function sixWords(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(gap).fill('0'), ...right].map((word) => Number.parseInt(word, 16));
}

function write(value: bigint, width: 32 | 128): string {
  const size = width === 32 ? 8 : 16;
  const words = Array.from({ length: width / size }, (_, index) =>
    Number((value >> BigInt(width - size * (index + 1))) & ((1n << BigInt(size)) - 1n)),
  );
  return width === 32 ? words.join('.') : words.map((word) => word.toString(16)).join(':');
}
