import { idOf } from '@/sandbox/template/ids';

/** The id of `/`, which the attribute `RootResourceId` tells. */
export function rootResourceIdOf(apiId: string): string {
  return idOf(10, apiId, 'root');
}
