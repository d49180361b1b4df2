import 'server-only';
import { ownerFromTags } from '@/lib/apis/owner';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { Api } from '@/lib/aws/shapes';
import type { ApiSummary } from '@/lib/core/api';
import { pages } from './pages';
import { asTime } from './time';

/** The list of one discovery: the clients are opened anew for each. */
const listings = new WeakMap<AwsClients, Listing>();

interface Listing {
  source: AsyncGenerator<Api[]>;
  pages: Promise<IteratorResult<Api[]>>[];
}

/** All APIs of API Gateway v2, page by page. HTTP and WebSocket APIs are in one list, which is read once for both kinds. */
export async function* gatewayApis(aws: AwsClients, signal: AbortSignal): AsyncGenerator<Api[]> {
  const listing = listings.get(aws) ?? startListing(aws, signal);
  for (let at = 0; ; at++) {
    listing.pages[at] ??= listing.source.next();
    const page = await listing.pages[at];
    if (!page || page.done) return;
    yield page.value;
  }
}

function startListing(aws: AwsClients, signal: AbortSignal): Listing {
  const source = pages('GetApis', (input) => aws.apigatewayv2.getApis(input, { abortSignal: signal }));
  const listing = { source, pages: [] };
  listings.set(aws, listing);
  return listing;
}

/** An API as the console speaks of it. */
export function summarise(kind: string, api: Partial<Api>, operation: string): ApiSummary {
  if (!api.ApiId) throw malformed(operation, 'an API in it has no id');
  const tags = { ...api.Tags };
  return {
    kind,
    id: api.ApiId,
    name: api.Name || api.ApiId,
    description: api.Description ?? null,
    endpoint: api.ApiEndpoint ?? null,
    endpointDisabled: api.DisableExecuteApiEndpoint ?? false,
    createdAt: asTime(api.CreatedDate),
    tags,
    owner: ownerFromTags(tags),
  };
}
