import 'server-only';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import { parseSource } from './authorizer';
import { allItems } from './pages';

/** What an authorizer of an HTTP or WebSocket API asks for (aws.md §2.4). Null where the API has no such authorizer. */
export async function readAuthorizer(
  aws: AwsClients,
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  signal: AbortSignal,
): Promise<AskedBy | null> {
  const authorizers = await allItems('GetAuthorizers', (page) =>
    aws.apigatewayv2.getAuthorizers({ ApiId: apiId, ...page }, { abortSignal: signal }),
  );
  const found = authorizers.find(({ AuthorizerId }) => AuthorizerId === authorizerId);
  if (!found) return null;
  const sources = (found.IdentitySource ?? []).flatMap((text) => parseSource(text) ?? []);
  if (found.AuthorizerType !== 'JWT') return { type: 'lambda', sources };
  return {
    type: 'jwt',
    issuer: found.JwtConfiguration?.Issuer ?? '',
    audience: found.JwtConfiguration?.Audience ?? [],
    source: sources[0] ?? { in: 'header', name: 'Authorization' },
  };
}
