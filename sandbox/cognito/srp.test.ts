import { getDiffieHellman } from 'node:crypto';
import { expect, it } from 'vitest';
import { newSalt, srpChallenge, verifierOf } from './srp';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const verifier = verifierOf({ poolName: 'pool', username: 'alice', password: 'secret', salt: newSalt() });

// With a public value of 0 modulo N both sides' secret is 0, and anybody could sign in without the password.
it.each([0n, N, 2n * N])('refuses a public value that is a multiple of N', (a) => {
  expect(srpChallenge(verifier, a.toString(16))).toBeNull();
});

it.each(['', 'xyz', '-1', 'f'.repeat(2001)])('refuses %s as a public value', (text) => {
  expect(srpChallenge(verifier, text)).toBeNull();
});

it('makes a new key for every challenge', () => {
  const [one, two] = [srpChallenge(verifier, '1234'), srpChallenge(verifier, '1234')];
  expect(one?.srpB).not.toBe(two?.srpB);
  expect(one?.key.equals(two?.key ?? Buffer.alloc(0))).toBe(false);
});
