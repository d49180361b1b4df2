import { describe, expect, it } from 'vitest';
import { draftProblems } from '@/components/console/draft/draft-problems';
import { draftInput } from '@/components/console/draft/draft-request';
import { newDraft } from '@/components/console/draft/new-draft';
import type { CustomDomain } from '@/lib/apis/domains/contract';
import { addressesOf, addressUrl, chosenAddress, OWN_ADDRESS } from './addresses';
import { dnsRemark, expiryRemark, findAddress } from './domain-words';

function domain(name: string, mappings: CustomDomain['mappings'], mutualTls = false): CustomDomain {
  return {
    ...{ name, mappings, mutualTls, service: 'apigateway', status: 'AVAILABLE', statusMessage: null },
    ...{ endpointType: 'REGIONAL', securityPolicy: null, routingMode: null, certificateArn: null, target: null },
  };
}

const DOMAINS = [
  domain('partners.example.test', [{ key: '', apiId: 'notes', stage: 'prod' }], true),
  domain('api.example.test', [
    { key: 'notes/v2', apiId: 'notes', stage: 'prod' },
    { key: 'notes', apiId: 'notes', stage: 'old' },
    { key: '', apiId: 'shop', stage: 'live' },
  ]),
  domain('*.example.test', [{ key: '', apiId: 'notes', stage: 'prod' }]),
];
const addresses = addressesOf(DOMAINS, { apiId: 'notes', stage: 'prod' });

describe('the addresses of a stage', () => {
  it('are those whose mappings lead to it', () => {
    expect(addresses.map(({ place }) => place)).toEqual([
      'partners.example.test',
      'api.example.test/notes/v2',
      '*.example.test',
    ]);
  });

  it('are chosen by a person, or where the own address is disabled by themselves', () => {
    const chosen = (through: string, disabled: boolean) =>
      chosenAddress({ through, label: '' }, addresses, disabled)?.place;
    expect(chosen('', false)).toBeUndefined();
    expect(chosen('*.example.test', false)).toBe('*.example.test');
    expect(chosen('gone.example.test', false)).toBeUndefined();
    expect(chosen('', true)).toBe('api.example.test/notes/v2');
    expect(chosen(OWN_ADDRESS, true)).toBeUndefined();
  });

  it('are shown as they will be asked', () => {
    const own = { url: 'http://127.0.0.1:4566/_aws/x', source: 'emulator-path' as const, pinnedTo: '127.0.0.1:4566' };
    const [, api, wildcard] = addresses;
    if (!api || !wildcard) throw new Error('there are three');
    expect(addressUrl(api, '', null)).toBe('https://api.example.test/notes/v2');
    expect(addressUrl(api, '', own)).toBe('http://api.example.test:4566/notes/v2');
    expect(addressUrl(wildcard, 'a', own)).toBe('http://a.example.test:4566');
  });

  it('go to the server as names', () => {
    const route = { id: 'r', key: 'GET /x', method: 'GET', path: '/x', auth: 'none' as const };
    const at = {
      api: { kind: 'http', id: 'notes', account: { region: 'us-east-1' } },
      stage: 'prod',
      route,
      file: null,
    };
    const sent = (through: string, label = '') =>
      draftInput({ ...newDraft(route), through, label }, { ...at, auth: { scheme: 'none' }, keyId: null });
    expect(sent('api.example.test/notes/v2')).toMatchObject({
      through: { domain: 'api.example.test', key: 'notes/v2' },
    });
    expect(sent('*.example.test', 'a')).toMatchObject({ through: { domain: '*.example.test', key: '', label: 'a' } });
    expect(sent(OWN_ADDRESS)).not.toHaveProperty('through');
    const problems = (label: string) => draftProblems({ ...newDraft(route), through: '*.example.test', label }, route);
    expect(problems('')).toMatchObject([{ field: 'through', late: true }]);
    expect(problems('a.b')).toMatchObject([{ field: 'through' }]);
    expect(problems('a')).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    ['https://api.example.test/notes/v2/x', 'notes/v2', '/x'],
    ['API.example.test/notes/v22', 'notes', '/v22'],
    ['api.example.test:8443/other?q', '', '/other'],
    ['any.example.test', '', '/'],
  ])('%s is answered by the longest mapping', (typed, key, path) => {
    expect(findAddress(DOMAINS, typed)).toMatchObject({ type: 'found', mapping: { key }, path });
  });

  it('may lead nowhere', () => {
    expect(findAddress(DOMAINS, ' ')).toEqual({ type: 'nothing-typed' });
    expect(findAddress(DOMAINS, 'other.test/x')).toMatchObject({ type: 'no-domain' });
    expect(findAddress([domain('a.test', [])], 'a.test/x')).toMatchObject({ type: 'no-mapping' });
  });
});

it('marks a certificate that is about to expire, and DNS that leads elsewhere', () => {
  const now = Date.parse('2026-11-25T00:00:00Z');
  const until = (expiresAt: string | null) =>
    expiryRemark({ type: 'read', status: 'ISSUED', expiresAt, names: [] }, now).tone;
  expect(until('2026-11-24T00:00:00Z')).toBe('bad');
  expect(until('2026-12-20T00:00:00Z')).toBe('warn');
  expect(until('2027-11-25T00:00:00Z')).toBe('ok');
  expect(until(null)).toBe('warn');
  const leads = (way: 'target' | 'elsewhere') =>
    dnsRemark({ type: 'resolved', addresses: ['1.2.3.4'], leads: way }).tone;
  expect([leads('target'), leads('elsewhere')]).toEqual(['ok', 'warn']);
  expect(dnsRemark({ type: 'unresolved', message: 'none' }).tone).toBe('bad');
});
