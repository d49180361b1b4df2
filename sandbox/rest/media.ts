import type { RestApi } from './model';

/** Whether a media type is one that the API takes as bytes; only the first of an Accept header counts. */
export function isBinaryType({ binaryMediaTypes }: RestApi, header: string | undefined): boolean {
  const type = (header ?? '').split(',')[0]?.split(';')[0]?.trim().toLowerCase() ?? '';
  return binaryMediaTypes.some((one) => {
    const known = one.toLowerCase();
    if (known === '*/*') return true;
    return known.endsWith('/*') ? type.startsWith(known.slice(0, -1)) : known === type;
  });
}
