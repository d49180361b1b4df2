/** API Gateway takes payloads of up to 10 MB: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const GATEWAY_BODY_BYTES = 10 * 1024 * 1024;

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return text.length > 0 ? encoder.encode(text).length : 0;
}
