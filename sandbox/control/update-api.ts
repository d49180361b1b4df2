import { z } from 'zod';
import type { HttpApi } from '@/sandbox/model';
import { AwsFailure } from './failure';

const words = z.array(z.string().min(1)).max(100).optional();
const update = z.object({
  name: z.string().min(1).max(128).optional(),
  description: z.string().max(1024).optional(),
  disableExecuteApiEndpoint: z.boolean().optional(),
  corsConfiguration: z
    .object({
      allowCredentials: z.boolean().optional(),
      allowHeaders: words,
      allowMethods: words,
      allowOrigins: words,
      exposeHeaders: words,
      maxAge: z.number().int().min(-1).max(86_400).optional(),
    })
    .optional(),
});

/** UpdateApi of API Gateway v2, as far as it is about how the API answers. A CORS configuration is replaced as a whole. */
export function updated(api: HttpApi, body: Buffer): HttpApi {
  const read = update.safeParse(parsed(body));
  if (!read.success) throw invalid(read.error.issues[0]?.message ?? 'Invalid request input');
  const { corsConfiguration, name, description, disableExecuteApiEndpoint } = read.data;
  if (corsConfiguration) {
    if (corsConfiguration.allowCredentials && corsConfiguration.allowOrigins?.includes('*')) {
      throw invalid('allowCredentials cannot be true when allowOrigins is *');
    }
    api.cors = withoutUndefined(corsConfiguration);
  }
  if (name !== undefined) api.name = name;
  if (description !== undefined) api.description = description;
  if (disableExecuteApiEndpoint !== undefined) api.disableExecuteApiEndpoint = disableExecuteApiEndpoint;
  return api;
}

function withoutUndefined(
  cors: NonNullable<z.infer<typeof update>['corsConfiguration']>,
): NonNullable<HttpApi['cors']> {
  return Object.fromEntries(Object.entries(cors).filter(([, value]) => value !== undefined));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid('Invalid request body');
  }
}

function invalid(message: string): AwsFailure {
  return new AwsFailure('BadRequestException', 400, message);
}
