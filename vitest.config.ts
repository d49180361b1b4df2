import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Tests of what one process has once, or that stand in for globals: lines, tails, caches, doors, browsers. */
const ALONE = [
  '{app,components,server}/**/*.test.{ts,tsx}',
  'lib/{apis,auth,aws,diagnosis,egress,logs,subscriptions,wire}/**/*.test.ts',
  // Amplify asks the globals for a browser as it is loaded.
  'sandbox/**/amplify.test.ts',
  'sandbox/cognito/identity-pools.test.ts',
];
const NEVER = ['**/node_modules/**', 'bench/peers/**', 'e2e/**', '.next/**'];

export default defineConfig({
  resolve: {
    alias: [
      // The package throws outside a React Server Components build; unit tests run in plain Node.
      { find: 'server-only', replacement: `${root}node_modules/server-only/empty.js` },
      // Packages that Node loads itself take GraphQL as CommonJS; a second copy, as a module, would not know their types.
      { find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    environment: 'node',
    // Both cores of a small machine: left alone, Vitest keeps one of two for itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 15_000,
    projects: [
      // Loading modules anew for each file takes longer than most tests: it is for those whose modules keep something.
      { extends: true, test: { name: 'kept', isolate: true, include: ALONE, exclude: NEVER } },
      {
        extends: true,
        test: { name: 'pure', isolate: false, include: ['**/*.test.{ts,tsx,mjs}'], exclude: [...NEVER, ...ALONE] },
      },
    ],
  },
});
