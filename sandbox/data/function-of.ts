import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { Region } from '@/sandbox/model';

/** The function that an integration or authorizer URI names: its ARN, bare or in the invocations path of API Gateway. */
export function functionOf(region: Region, uri: string | undefined): LambdaFunction | undefined {
  const name = /:function:([^:/]+)/.exec(uri ?? '')?.[1];
  return name === undefined ? undefined : region.functions.get(name);
}
