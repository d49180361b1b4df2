import { createDiffieHellman, createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/** SRP-6a as Cognito speaks it: RFC 5054's arithmetic over the 3072-bit group of RFC 3526, numbers hashed as Java writes them. */
const PRIME = getDiffieHellman('modp15').getPrime();
const N = BigInt(`0x${PRIME.toString('hex')}`);
const G = 2n;
const K = BigInt(`0x${hashHex(padded(N) + padded(G))}`);

/** 256 random bits are as many as the hash has; more would only cost time. */
const PRIVATE_BYTES = 32;

export interface Credential {
  /** What follows `_` in the pool's id. */
  poolName: string;
  username: string;
  password: string;
  /** Hex. */
  salt: string;
}

/** What the server keeps in place of the password. */
export function verifierOf({ poolName, username, password, salt }: Credential): bigint {
  const inner = createHash('sha256').update(`${poolName}${username}:${password}`).digest('hex');
  return power(G, BigInt(`0x${hashHex(padded(BigInt(`0x${salt}`)) + inner)}`));
}

export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** The server's half of the exchange; null where the client's public value is one that would make the key guessable. */
export function srpChallenge(verifier: bigint, srpA: string): { srpB: string; key: Buffer } | null {
  if (!/^[0-9a-f]+$/i.test(srpA) || srpA.length > 2000) return null;
  const a = BigInt(`0x${srpA}`);
  // OpenSSL itself refuses 0, 1 and -1 as a base; RFC 5054 2.6 asks for the check of 0.
  if (a % N === 0n) return null;
  const secret = BigInt(`0x${randomBytes(PRIVATE_BYTES).toString('hex')}`);
  const b = (K * verifier + power(G, secret)) % N;
  const u = hashHex(padded(a) + padded(b));
  const s = power(a * power(verifier, BigInt(`0x${u}`)), secret);
  const key = hkdfSync('sha256', bytes(padded(s)), bytes(padded(BigInt(`0x${u}`))), 'Caldera Derived Key', 16);
  return { srpB: b.toString(16), key: Buffer.from(key) };
}

export interface Claim {
  key: Buffer;
  poolName: string;
  username: string;
  /** Base64. */
  secretBlock: string;
  timestamp: string;
}

/** The signature by which a client shows that it came to the same key, base64. */
export function claimSignature({ key, poolName, username, secretBlock, timestamp }: Claim): string {
  return createHmac('sha256', key)
    .update(poolName)
    .update(username)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
}

/** `base ** exponent` modulo N. A Diffie-Hellman exchange is just that, and OpenSSL does it ten times as fast as a loop over BigInts. */
function power(base: bigint, exponent: bigint): bigint {
  const exchange = createDiffieHellman(PRIME, 2);
  exchange.setPrivateKey(bytes(padded(exponent)));
  return BigInt(`0x${exchange.computeSecret(bytes(padded(base % N))).toString('hex')}`);
}

/** Hex of even length whose first bit is 0, as Java's BigInteger writes a positive number. */
function padded(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function hashHex(hex: string): string {
  return createHash('sha256').update(bytes(hex)).digest('hex');
}
