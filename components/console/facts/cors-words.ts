import type { CorsConfiguration } from '@/lib/core/cors/gateway';

function listed(values: readonly string[], any: string): string {
  if (values.includes('*')) return any;
  if (values.length < 2) return values[0] ?? '';
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

/** What a CORS configuration means for a page in a browser, one sentence each. */
export function corsInWords(cors: CorsConfiguration): string[] {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, allowCredentials, maxAge } = cors;
  if (allowOrigins.length === 0) return ['No origin is allowed, so pages of other origins cannot read any answer.'];
  const sentences = [
    `Pages of ${listed(allowOrigins, 'any origin')} may call it${
      allowMethods.length > 0 ? ` with ${listed(allowMethods, 'any method')}` : ' with GET, HEAD and POST'
    }.`,
    allowHeaders.length > 0
      ? `They may send ${allowHeaders.includes('*') ? 'any header' : `the headers ${listed(allowHeaders, '')}`}.`
      : 'They may send no headers beyond the simple ones.',
  ];
  if (exposeHeaders.length > 0) {
    sentences.push(
      `They may read ${exposeHeaders.includes('*') ? 'every header of the answer' : `the answer’s headers ${listed(exposeHeaders, '')}`}.`,
    );
  }
  sentences.push(
    allowCredentials ? 'Cookies and credentials may go along.' : 'Cookies and other credentials may not go along.',
  );
  if (maxAge !== null) sentences.push(`Browsers may remember this for ${maxAge} seconds.`);
  if (allowCredentials && allowOrigins.includes('*')) {
    sentences.push('Browsers refuse credentials together with any origin, so name the origins.');
  }
  return sentences;
}
