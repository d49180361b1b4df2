import { expect, test } from 'vitest';
import { newDraft } from '@/components/console/draft/new-draft';
import type { Exchange } from './exchange';
import { redactExchange } from './history';

const TOKEN = `eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.${Buffer.from('{"sub":"somebody"}').toString('base64url')}.c2lnbmF0dXJlLW9mLXRlbg`;

test('what a test of a method wrote down is kept without its tokens', () => {
  const route = { id: 'r/GET', key: 'GET /x', method: 'GET', path: '/x', auth: 'none' as const };
  const exchange: Exchange = {
    ...{ id: 'e', place: 'p', startedAt: 0, method: 'GET', target: '/x', running: false, received: 0, stage: 'live' },
    ...{ unreachable: null, failure: null, bodyKept: false, stored: false, as: null, foresight: null, head: null },
    draft: { ...newDraft(route), test: true },
    request: {
      ...{ method: 'POST', url: 'https://apigateway/x', target: '/x', bodyBytes: 0, connectedTo: null },
      headers: [['Authorization', `Bearer ${TOKEN}`]],
      command: `aws apigateway test-invoke-method --body '{"token":"${TOKEN}"}'`,
    },
    end: {
      timings: { dns: null, tcp: null, tls: null, firstByte: null, download: null, total: 1, reused: false },
      ...{ bytes: { wire: 0, decoded: 0 }, cut: null, download: null, redirect: null },
      log: `Method request headers: {Authorization=Bearer ${TOKEN}}`,
    },
  };
  const kept = redactExchange(exchange);
  expect(JSON.stringify(kept)).not.toContain(TOKEN.split('.')[1]);
  expect(kept.request?.command).toContain('test-invoke-method');
  expect(kept.end?.log).toContain('Method request headers');
});
