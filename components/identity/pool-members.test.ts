import { expect, test } from 'vitest';
import { firstPool, memberFor, poolHint, poolObjection, takesMember } from './pool-members';
import { OTHER_POOL, signedIn } from './test-identities';

const PROVIDER = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc';
const notes = { id: 'p1', name: 'notes', unauthenticated: true, takes: [{ provider: PROVIDER, clientId: 'web' }] };
const closed = { ...notes, id: 'p2', name: 'closed', unauthenticated: false };
const alice = signedIn('alice');
const backend = signedIn('backend', { clientId: 'backend' });
const stranger = signedIn('stranger', { issuer: OTHER_POOL });

test('a pool takes the users of its providers, through the app clients that it names', () => {
  expect(takesMember(notes, alice)).toBe(true);
  expect(takesMember(notes, backend)).toBe(false);
  expect(takesMember(notes, stranger)).toBe(false);
  const emulated = signedIn('emulated', { issuer: 'http://localhost:4566/eu-west-1_Abc' });
  expect(takesMember(notes, emulated)).toBe(true);
});

test('for a provider that IAM knows, the pool names no client', () => {
  const partners = { ...closed, takes: [{ provider: 'id.example.com/tenant', clientId: null }] };
  expect(takesMember(partners, signedIn('ada', { issuer: 'https://id.example.com/tenant/' }))).toBe(true);
  expect(takesMember(partners, signedIn('ada', { issuer: 'https://id.example.com/other' }))).toBe(false);
});

test('begins with the newest sign-in that fits, and else with a guest where there may be one', () => {
  expect(memberFor(notes, [stranger, backend, alice], null)).toBe(alice);
  expect(memberFor(notes, [stranger], null)).toBeNull();
  expect(memberFor(notes, [alice], '')).toBeNull();
  expect(memberFor(closed, [alice], ''), 'nobody may be a guest there').toBe(alice);
  expect(memberFor(notes, [stranger, alice], 'stranger'), 'a choice is kept').toBe(stranger);
});

test('begins with the pool that takes somebody', () => {
  const other = { ...notes, id: 'p3', takes: [] };
  expect(firstPool([other, notes], [alice])).toBe(notes);
  expect(firstPool([other, notes], [])).toBe(other);
});

test('says who would fit', () => {
  expect(poolObjection(notes, alice)).toBeNull();
  expect(poolObjection(notes, null)).toBeNull();
  expect(poolObjection(closed, null)?.message).toBe('closed gives nothing to guests.');
  expect(poolHint(notes, [backend], backend)).toBe(
    'notes does not take the sign-in of backend. Sign in to eu-west-1_Abc through the app client web, then come back.',
  );
  expect(poolHint(notes, [stranger], null)).toContain('It takes none of your sign-ins. Sign in to eu-west-1_Abc');
  expect(poolHint(notes, [alice], null)).toBe('The pool gives guests a role of their own.');
});
