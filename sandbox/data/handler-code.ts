import { createRequire, isBuiltin } from 'node:module';
import { formatWithOptions } from 'node:util';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import { managementClient } from '@/sandbox/websocket/management-client';

/** What of the AWS SDK in Lambda's Node.js runtimes the sandbox stands in for. */
const RUNTIME_MODULES: Record<string, (fn: LambdaFunction) => unknown> = {
  '@aws-sdk/client-apigatewaymanagementapi': managementClient,
};
const requireBuiltin = createRequire(import.meta.url);

/** Wraps a handler's source so that evaluating it leaves `__answer`, which calls the handler in either style. */
export function toCommonJs(source: string, exportName: string): string {
  return `const __answer = (() => {
const module = { exports: {} };
(function (exports, require, module, __filename, __dirname) {${withoutModuleSyntax(source)}
})(module.exports, __require, module, '/var/task/index.js', '/var/task');
const handler = module.exports[${JSON.stringify(exportName)}];
if (typeof handler !== 'function') throw new Error(${JSON.stringify(`${exportName} is undefined or not exported`)});
return ({ event, context }) => new Promise((resolve, reject) => {
  const done = (error, value) => (error ? reject(error) : resolve(value));
  const settled = handler(JSON.parse(event), context, done);
  if (handler.length < 3 || (settled && typeof settled.then === 'function')) resolve(settled);
});
})();`;
}

/** The few forms of module syntax that inline handlers use; Lambda itself takes inline code as CommonJS. */
export function withoutModuleSyntax(source: string): string {
  const exported: string[] = [];
  const rewritten = source
    .replace(/^\s*import\s+\{([^}]*)\}\s+from\s+(['"].+?['"]);?/gm, (_, names: string, from: string) => {
      return `const {${names.replace(/\bas\b/g, ':')}} = require(${from});`;
    })
    .replace(/^\s*import\s+(?:\*\s+as\s+)?(\w+)\s+from\s+(['"].+?['"]);?/gm, 'const $1 = require($2);')
    .replace(/^\s*export\s+(const|let|var|async\s+function|function)\s+(\w+)/gm, (_, kind: string, name: string) => {
      exported.push(name);
      return `${kind} ${name}`;
    });
  return rewritten + exported.map((name) => `\nexports.${name} = ${name};`).join('');
}

/** The globals of a handler's context: Node's own, its environment, and a console whose lines are kept. */
export function handlerGlobals(
  fn: LambdaFunction,
  print: (line: string, level: string) => void,
): Record<string, unknown> {
  const at =
    (level: string) =>
    (...parts: unknown[]) =>
      print(formatWithOptions({ depth: 4, breakLength: 120 }, ...parts).slice(0, 1000), level);
  const [info, error] = [at('INFO'), at('ERROR')];
  const region = fn.arn.split(':')[3] ?? '';
  return {
    console: { log: info, info, warn: at('WARN'), error, debug: at('DEBUG'), trace: at('TRACE') },
    process: {
      env: { AWS_REGION: region, AWS_LAMBDA_FUNCTION_NAME: fn.name, ...fn.environment },
      version: process.version,
      versions: process.versions,
      hrtime: process.hrtime,
      nextTick: process.nextTick,
    },
    __require: (name: string) => {
      if (isBuiltin(name)) return requireBuiltin(name);
      const make = RUNTIME_MODULES[name];
      if (make) return make(fn);
      throw new Error(`Cannot find module '${name}': the sandbox gives handlers Node's own modules and little else`);
    },
    ...{
      AbortController,
      AbortSignal,
      Buffer,
      Headers,
      Request,
      Response,
      TextDecoder,
      TextEncoder,
      URL,
      URLSearchParams,
    },
    ...{ atob, btoa, clearImmediate, clearInterval, clearTimeout, crypto, fetch, performance, queueMicrotask },
    ...{ setImmediate, setInterval, setTimeout, structuredClone },
  };
}
