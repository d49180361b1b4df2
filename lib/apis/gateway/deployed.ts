import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';

interface Deployed {
  kind: string;
  apiId: string;
  stage: string;
}

const ANY = 'x-amazon-apigateway-any-method';

/** The route keys that a stage's deployment has: an export of a stage tells what is deployed and not what is configured (aws.md §2.9, §3.4). */
export async function deployedRoutes(
  aws: AwsClients,
  { kind, apiId, stage }: Deployed,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const paths = pathsIn(await (kind === 'rest' ? exportRest : exportHttp)(aws, { apiId, stage }, abortSignal));
  if (paths === null) throw malformed('ExportApi', 'there are no paths in it');
  return Object.entries(paths).flatMap(([path, methods]) => {
    if (path === '/$default') return ['$default'];
    return Object.keys(methods)
      .filter((method) => method === ANY || /^(get|put|post|delete|options|head|patch)$/.test(method))
      .map((method) => `${method === ANY ? 'ANY' : method.toUpperCase()} ${path}`);
  });
}

async function exportHttp(aws: AwsClients, { apiId, stage }: Omit<Deployed, 'kind'>, abortSignal: AbortSignal) {
  const asked = { ApiId: apiId, StageName: stage, Specification: 'OAS30', OutputType: 'JSON', IncludeExtensions: true };
  return (await aws.apigatewayv2.exportApi(asked, { abortSignal })).body;
}

async function exportRest(aws: AwsClients, { apiId, stage }: Omit<Deployed, 'kind'>, abortSignal: AbortSignal) {
  const asked = { restApiId: apiId, stageName: stage, exportType: 'oas30', accepts: 'application/json' };
  return (await aws.apigateway.getExport(asked, { abortSignal })).body;
}

function pathsIn(body: Uint8Array | undefined): Record<string, object> | null {
  try {
    const { paths } = JSON.parse(new TextDecoder().decode(body)) as { paths?: unknown };
    return typeof paths === 'object' && paths !== null ? (paths as Record<string, object>) : null;
  } catch {
    return null;
  }
}
