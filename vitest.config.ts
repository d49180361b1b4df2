import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

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
    include: ['{app,bench,components,lib,sandbox,scripts,server}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', 'bench/peers/**'],
    environment: 'node',
    // Both cores of a small machine: left alone, Vitest keeps one of two for itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 15_000,
  },
});
