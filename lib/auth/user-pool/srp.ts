import 'server-only';
import { createHash, createHmac, randomBytes } from 'node:crypto';

/** The 3072-bit group of RFC 5054, appendix A, with generator 2: the one that Cognito uses. */
const N = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD',
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F',
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510',
    '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
);
const G = 2n;
const K = hashNumber(Buffer.concat([padded(N), padded(G)]));
const INFO = Buffer.from('Caldera Derived Key\u0001');

/** One sign-in by SRP: the password never leaves this process. */
export class SrpExchange {
  readonly #secret: bigint;
  readonly #public: bigint;

  constructor(secret: bigint = BigInt(`0x${randomBytes(128).toString('hex')}`)) {
    this.#secret = secret;
    this.#public = power(G, secret);
  }

  /** What USER_SRP_AUTH begins with: SRP_A. */
  get publicValue(): string {
    return this.#public.toString(16);
  }

  /** The answer to PASSWORD_VERIFIER. Throws RangeError where the other side's value would give the password away. */
  answer(challenge: SrpChallenge, password: string): { signature: string; timestamp: string } {
    const { poolId, userId, salt, serverValue, secretBlock, now } = challenge;
    const B = BigInt(`0x${serverValue}`);
    if (B % N === 0n) throw new RangeError('SRP_B is a multiple of N');
    const u = hashNumber(Buffer.concat([padded(this.#public), padded(B)]));
    if (u === 0n) throw new RangeError('SRP_A and SRP_B hash to nothing');
    const poolName = poolId.slice(poolId.indexOf('_') + 1);
    const inner = createHash('sha256').update(`${poolName}${userId}:${password}`).digest();
    const x = hashNumber(Buffer.concat([padded(BigInt(`0x${salt}`)), inner]));
    const base = (((B - K * power(G, x)) % N) + N) % N;
    const shared = power(base, this.#secret + u * x);
    const key = derive(padded(shared), padded(u));
    const timestamp = timestampOf(now);
    const signature = createHmac('sha256', key)
      .update(poolName + userId)
      .update(Buffer.from(secretBlock, 'base64'))
      .update(timestamp)
      .digest('base64');
    return { signature, timestamp };
  }
}

export interface SrpChallenge {
  poolId: string;
  /** USER_ID_FOR_SRP. */
  userId: string;
  /** SALT, hexadecimal. */
  salt: string;
  /** SRP_B, hexadecimal. */
  serverValue: string;
  /** SECRET_BLOCK, base64. */
  secretBlock: string;
  now: Date;
}

/** HKDF (RFC 5869) with one block, as Cognito's clients do it. */
function derive(material: Buffer, salt: Buffer): Buffer {
  const pseudorandom = createHmac('sha256', salt).update(material).digest();
  return createHmac('sha256', pseudorandom).update(INFO).digest().subarray(0, 16);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue Nov 3 04:05:06 UTC 2026`: the one form of a time that Cognito takes here. */
function timestampOf(now: Date): string {
  const time = now.toISOString().slice(11, 19);
  return `${DAYS[now.getUTCDay()]} ${MONTHS[now.getUTCMonth()]} ${now.getUTCDate()} ${time} UTC ${now.getUTCFullYear()}`;
}

/** Big-endian with a zero byte in front where the first bit would be read as a sign. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function hashNumber(bytes: Buffer): bigint {
  return BigInt(`0x${createHash('sha256').update(bytes).digest('hex')}`);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
