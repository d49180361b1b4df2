import type { Integration } from '@/lib/aws/shapes';
import type { GatewayIntegration } from './contract';

/** An integration as the console speaks of it. */
export function toIntegration(integration: Integration): GatewayIntegration {
  const uri = integration.IntegrationUri ?? null;
  const subtype = integration.IntegrationSubtype ?? null;
  const type = integration.IntegrationType ?? 'unknown';
  const lambda = uri === null ? null : lambdaOf(uri);
  const connectionType = integration.ConnectionType ?? null;
  return {
    id: integration.IntegrationId ?? '',
    type,
    subtype,
    uri,
    lambda,
    method: integration.IntegrationMethod ?? null,
    payloadFormatVersion: integration.PayloadFormatVersion ?? null,
    timeoutMillis: integration.TimeoutInMillis ?? null,
    connectionType,
    role: integration.CredentialsArn ?? null,
    label: label({ lambda, subtype, uri, type, connectionType }),
  };
}

/**
 * The function behind a Lambda URI, in both of its forms: the function's ARN, or API Gateway's path to it
 * (`arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`), each with or without a qualifier.
 */
export function lambdaOf(uri: string): GatewayIntegration['lambda'] {
  const match = /(arn:[\w-]+:lambda:[^:]*:[^:]*:function:([^:/]+))(?::([^:/]+))?(?:\/invocations)?$/.exec(uri);
  if (!match) return null;
  const [, arn = null, name = '', qualifier = null] = match;
  return { name, qualifier, arn };
}

function label(parts: Pick<GatewayIntegration, 'lambda' | 'subtype' | 'uri' | 'type' | 'connectionType'>): string {
  const { lambda, subtype, uri, type, connectionType } = parts;
  if (lambda) return lambda.qualifier ? `${lambda.name}:${lambda.qualifier}` : lambda.name;
  if (subtype) return subtype;
  if (connectionType === 'VPC_LINK') return `VPC link to ${uri?.split(/[:/]/).at(-1) || 'a private service'}`;
  return uri ?? type;
}
