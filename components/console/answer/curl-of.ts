import type { Draft } from '@/components/console/draft/draft';
import { draftBody } from '@/components/console/draft/draft-request';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { AccountRef } from '@/lib/core/account';
import { type CurlAuth, type CurlRequest, toCurl } from '@/lib/core/curl';

/** Headers that curl writes itself or that a signature brings along. */
const OWN =
  /^(host|content-length|connection|accept-encoding|transfer-encoding|x-amz-date|x-amz-security-token|x-amz-content-sha256)$/i;

/** Values at other places than `Authorization` stand masked among the headers and in the address, and become variables. */
function authOf({ as }: Exchange, account: AccountRef): CurlAuth {
  const { region } = account;
  if (as?.scheme === 'iam') return { scheme: 'iam', region, profile: as.profile ?? account.profile ?? null };
  if (as?.scheme === 'held') return { scheme: 'iam', region, profile: null, temporary: true };
  return as?.scheme === 'bearer' ? { scheme: 'bearer' } : { scheme: 'none' };
}

function bodyOf(draft: Draft | null): CurlRequest['body'] {
  if (!draft || draft.bodyMode === 'none') return null;
  if (draft.bodyMode === 'file') return { file: draft.fileName ?? 'body' };
  const bytes = draftBody(draft, null);
  return bytes instanceof Uint8Array ? { text: new TextDecoder().decode(bytes) } : null;
}

/** A command that sends the same request again. What the wire showed masked is a variable in it. */
export function curlOf(exchange: Exchange, account: AccountRef): string | null {
  const { request, draft } = exchange;
  if (!request) return null;
  if (request.command !== undefined) return request.command;
  const auth = authOf(exchange, account);
  const headers = request.headers.filter(
    ([name]) => !OWN.test(name) && !(auth.scheme !== 'none' && name.toLowerCase() === 'authorization'),
  );
  return toCurl({
    method: request.method,
    url: request.url,
    headers,
    body: bodyOf(draft),
    auth,
    connectTo: request.connectedTo,
  });
}
