import type { Sandbox } from '@/sandbox/sandbox';
import { places } from './directory';

/** The tests' own door to user pools, beneath `/_sandbox/user-pools`. */
export const COGNITO_HANDLES: {
  method: string;
  path: RegExp;
  handle: (sandbox: Sandbox, body: unknown, id: string) => unknown;
}[] = [
  {
    method: 'DELETE',
    path: /^\/_sandbox\/user-pools\/([^/]+)$/,
    handle: ({ world }, _body, id) => ({
      deleted: places(world).some(({ directory }) => directory.userPools.delete(id)),
    }),
  },
];
