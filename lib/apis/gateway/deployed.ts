import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import { contractIn } from '@/lib/core/openapi/routes';
import { exportHttp, exportRest } from './export';

interface Deployed {
  kind: string;
  apiId: string;
  stage: string;
}

/** The route keys that a stage's deployment has: an export of a stage tells what is deployed and not what is configured (aws.md §2.9, §3.4). */
export async function deployedRoutes(
  aws: AwsClients,
  { kind, apiId, stage }: Deployed,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const read = kind === 'rest' ? exportRest : exportHttp;
  const contract = contractIn(await read(aws, { apiId, stage, format: 'json' }, abortSignal));
  if (contract === null) throw malformed('ExportApi', 'there are no paths in it');
  return contract.routes.map(({ key }) => key);
}
