import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import type { AppSyncSchema } from './contract';

/** The schema from the control plane, which tells it also where the API itself refuses introspection (aws.md §5.2). */
export async function readSchema(aws: AwsClients, { id }: ApiRef, signal: AbortSignal): Promise<AppSyncSchema> {
  const input = { apiId: id, format: 'SDL', includeDirectives: true } as const;
  const { schema } = await aws.appsync.getIntrospectionSchema(input, { abortSignal: signal }).catch(noSchema);
  if (!schema) throw malformed('GetIntrospectionSchema', 'there is no schema in it');
  return { sdl: new TextDecoder().decode(schema) };
}

function noSchema(error: unknown): never {
  const empty =
    error instanceof AppError && error.cause instanceof Error && error.cause.name === 'GraphQLSchemaException';
  if (!empty) throw error;
  throw new AppError('not-found', 'This API has no schema, or one that AppSync cannot read.', {
    cause: error,
    detail: { next: 'Deploy a schema to it, then read the API again.' },
  });
}
