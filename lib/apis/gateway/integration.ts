import type { Integration } from '@/lib/aws/shapes';
import { integrationLabel, lambdaOf } from '@/lib/core/integration-label';
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
    ...(subtype === null ? {} : { parameters: integration.RequestParameters ?? {} }),
    label: integrationLabel({ lambda, subtype, uri, type, connectionType }),
  };
}
