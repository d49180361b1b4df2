import type { ApiDetail } from '@/lib/apis/contract';
import type { Going } from './going';

/** Where a request goes, whole where that is known. */
export function addressOf({ stage, target, through, test, method, api }: Going, detail: ApiDetail | undefined): string {
  if (test) return `${method} ${target}, run by API Gateway in ${api.id}`;
  if (through) return `https://${through.domain}${through.key === '' ? '' : `/${through.key}`}${target}`;
  if (/^https?:/.test(target) || !detail) return target;
  if (detail.kind === 'appsync') return detail.endpoints.graphql ?? target;
  if (detail.kind === 'events') return `${detail.endpoints.http ?? ''} ${target}`.trim();
  const base = detail.stages.find(({ name }) => name === stage)?.base.url ?? '';
  // Connections are reached over HTTP, though sessions are held elsewhere.
  const at = target === '' ? base : base.replace(/^ws/, 'http');
  return `${at.replace(/\/$/, '')}${target}`;
}
