import { describe, expect, it } from 'vitest';
import type { ProfileList } from '@/lib/core/account';
import { accountOf, placeHref, readPlace, switchedHref } from './place';

const list: ProfileList = {
  profiles: [
    { name: 'dev', region: 'eu-central-1', source: 'sso', endpoint: null },
    { name: 'bare', region: null, source: 'keys', endpoint: null },
  ],
  current: 'dev',
  region: 'us-east-1',
  endpoint: null,
};

describe('the address', () => {
  it('comes back from its own link, whatever a route key contains', () => {
    const place = {
      api: { kind: 'http', id: 'a1b2c3' },
      route: 'GET /notes/{id}/{proxy+}?&=#%',
      stage: '$default',
      profile: 'a b/ü',
      region: 'eu-west-1',
      logs: 'access:$default,function:a~b',
      view: 'compare',
      against: 'd4e5f6/$default',
    };
    const url = new URL(placeHref(place), 'http://127.0.0.1');
    expect(readPlace(url.pathname, url.searchParams)).toEqual(place);
  });

  it('names no API at the overview and survives a broken escape', () => {
    expect(readPlace('/', new URLSearchParams()).api).toBeNull();
    expect(readPlace('/http/%E0%A4%A', new URLSearchParams()).api).toEqual({ kind: 'http', id: '%E0%A4%A' });
  });
});

describe('whose account', () => {
  it.each([
    [
      'nothing said: the profile in use and its region as the server worked it out',
      null,
      null,
      { profile: 'dev', region: 'us-east-1' },
    ],
    ['a profile: its own region', 'dev', null, { profile: 'dev', region: 'eu-central-1' }],
    ['a profile without a region: the usual one', 'bare', null, { profile: 'bare', region: 'us-east-1' }],
    ['a region wins over the profile’s', 'dev', 'ap-south-1', { profile: 'dev', region: 'ap-south-1' }],
  ])('%s', (_, profile, region, expected) => {
    expect(accountOf({ profile, region }, list)).toEqual(expected);
  });

  it('waits for the config unless the address says all', () => {
    expect(accountOf({ profile: null, region: 'eu-west-1' }, undefined)).toBeNull();
    expect(accountOf({ profile: 'dev', region: 'eu-west-1' }, undefined)).toEqual({
      profile: 'dev',
      region: 'eu-west-1',
    });
  });
});

describe('another profile or region', () => {
  const from = (path: string) => new URL(path, 'http://127.0.0.1');
  it('keeps the API when the profile changes and leaves it when the region does', () => {
    const at = from('/http/x?profile=dev&region=eu-west-1&route=GET+%2F');
    expect(switchedHref(at, { profile: 'admin' })).toBe('/http/x?profile=admin&region=eu-west-1&route=GET+%2F');
    expect(switchedHref(at, { region: 'us-east-1' })).toBe('/?profile=dev&region=us-east-1');
  });

  it('stays on a page of the account, without the logs of APIs that are not there', () => {
    const at = from('/logs?profile=dev&source=http%2Fx%2Faccess%3Aprod');
    expect(switchedHref(at, { profile: 'admin' })).toBe('/logs?profile=admin&source=http%2Fx%2Faccess%3Aprod');
    expect(switchedHref(at, { region: 'us-east-1' })).toBe('/logs?profile=dev&region=us-east-1');
    expect(switchedHref(from('/domains'), { region: 'us-east-1' })).toBe('/domains?region=us-east-1');
  });
});
