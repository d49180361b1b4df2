import { z } from 'zod';
import type { HttpApi, World } from '@/sandbox/model';
import type { Sandbox } from '@/sandbox/sandbox';
import type { LambdaFunction } from './model';

const permission = z.strictObject({
  sid: z.string().default('test'),
  principal: z.string().default('apigateway.amazonaws.com'),
  action: z.string().default('lambda:InvokeFunction'),
  sourceArn: z.string().optional(),
});
const undeployed = z.strictObject({ stage: z.string(), routes: z.array(z.string()) });

/** What can be broken about functions and deployments, beneath `/_sandbox`: each takes what shall be from then on. */
export const LAMBDA_HANDLES: {
  method: string;
  path: RegExp;
  handle: (sandbox: Sandbox, body: unknown, id: string) => unknown;
}[] = [
  {
    method: 'POST',
    path: /^\/_sandbox\/functions\/([^/]+)\/policy$/,
    handle: ({ world }, body, name) => {
      const fn = functionNamed(world, name);
      fn.policy = z
        .array(permission)
        .parse(body)
        .map(({ sourceArn, ...rest }) => ({ ...rest, ...(sourceArn === undefined ? {} : { sourceArn }) }));
      return { policy: fn.policy };
    },
  },
  {
    method: 'POST',
    path: /^\/_sandbox\/functions\/([^/]+)\/concurrency$/,
    handle: ({ world }, body, name) => {
      const reserved = z.number().int().min(0).nullable().parse(body);
      const fn = functionNamed(world, name);
      if (reserved === null) delete fn.reservedConcurrency;
      else fn.reservedConcurrency = reserved;
      return { reserved };
    },
  },
  {
    method: 'POST',
    path: /^\/_sandbox\/apis\/([^/]+)\/undeployed$/,
    handle: ({ world }, body, id) => {
      const { stage, routes } = undeployed.parse(body);
      const found = apiNamed(world, id).stages.find(({ stageName }) => stageName === stage);
      if (!found) throw new Error(`The API ${id} has no stage ${stage}.`);
      Object.assign(found, { undeployedRoutes: routes, autoDeploy: routes.length === 0 });
      return { stage, undeployed: routes };
    },
  },
];

function regionsOf({ accounts }: World) {
  return accounts.flatMap((account) => [...account.regions.values()]);
}

function functionNamed(world: World, name: string): LambdaFunction {
  const found = regionsOf(world).flatMap(({ functions }) => functions.get(name) ?? [])[0];
  if (!found) throw new Error(`There is no function ${name}.`);
  return found;
}

function apiNamed(world: World, id: string): HttpApi {
  const found = regionsOf(world).flatMap(({ httpApis }) => httpApis.get(id) ?? [])[0];
  if (!found) throw new Error(`There is no API ${id}.`);
  return found;
}
