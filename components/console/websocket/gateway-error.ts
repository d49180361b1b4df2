/** An error frame of API Gateway itself, not of what is behind it. */
export interface GatewayError {
  message: string;
  connectionId: string;
  requestId: string;
}

/** Null for every other message: exactly these three members make one. */
export function gatewayErrorOf(value: Record<string, unknown>): GatewayError | null {
  const { message, connectionId, requestId } = value;
  if (Object.keys(value).length !== 3) return null;
  const all = [message, connectionId, requestId].every((one) => typeof one === 'string');
  return all ? (value as unknown as GatewayError) : null;
}
