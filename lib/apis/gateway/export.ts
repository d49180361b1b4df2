import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { ContractInput } from './contract';

/** What is exported of which stage. */
export interface Exported extends Pick<ContractInput, 'stage' | 'format'> {
  apiId: string;
}

/** What a stage of an HTTP API has deployed, as OpenAPI 3 with API Gateway's extensions (aws.md §2.9). */
export async function exportHttp(aws: AwsClients, asked: Exported, abortSignal: AbortSignal): Promise<string> {
  const { body } = await aws.apigatewayv2.exportApi(
    {
      ApiId: asked.apiId,
      StageName: asked.stage,
      Specification: 'OAS30',
      OutputType: asked.format === 'yaml' ? 'YAML' : 'JSON',
      IncludeExtensions: true,
    },
    { abortSignal },
  );
  return textOf('ExportApi', body);
}

/** The same of a REST API (aws.md §3.4). */
export async function exportRest(aws: AwsClients, asked: Exported, abortSignal: AbortSignal): Promise<string> {
  const { body } = await aws.apigateway.getExport(
    {
      restApiId: asked.apiId,
      stageName: asked.stage,
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
      accepts: `application/${asked.format}`,
    },
    { abortSignal },
  );
  return textOf('GetExport', body);
}

function textOf(operation: string, body: Uint8Array | undefined): string {
  if (!body || body.length === 0) throw malformed(operation, 'there is no document in it');
  return new TextDecoder().decode(body);
}
