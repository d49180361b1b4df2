import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';

const ANY = 'x-amazon-apigateway-any-method';

/** The route keys that a stage's deployment has: `ExportApi` with a stage tells what is deployed and not what is configured (aws.md §2.9). */
export async function deployedRoutes(
  aws: AwsClients,
  { apiId, stage }: { apiId: string; stage: string },
  abortSignal: AbortSignal,
): Promise<string[]> {
  const asked = { ApiId: apiId, StageName: stage, Specification: 'OAS30', OutputType: 'JSON', IncludeExtensions: true };
  const { body } = await aws.apigatewayv2.exportApi(asked, { abortSignal });
  const paths = pathsIn(body);
  if (paths === null) throw malformed('ExportApi', 'there are no paths in it');
  return Object.entries(paths).flatMap(([path, methods]) => {
    if (path === '/$default') return ['$default'];
    return Object.keys(methods)
      .filter((method) => method === ANY || /^(get|put|post|delete|options|head|patch)$/.test(method))
      .map((method) => `${method === ANY ? 'ANY' : method.toUpperCase()} ${path}`);
  });
}

function pathsIn(body: Uint8Array | undefined): Record<string, object> | null {
  try {
    const { paths } = JSON.parse(new TextDecoder().decode(body)) as { paths?: unknown };
    return typeof paths === 'object' && paths !== null ? (paths as Record<string, object>) : null;
  } catch {
    return null;
  }
}
