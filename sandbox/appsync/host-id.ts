import { idOf } from '@/sandbox/template/ids';

/** The first part of an API's host names: as in AWS, not the API's id, and as hard to guess. */
export function hostIdOf(apiId: string): string {
  return idOf(26, apiId, 'host');
}
