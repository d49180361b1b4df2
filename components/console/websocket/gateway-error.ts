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

const WORDS: Record<string, string> = {
  Forbidden: 'No route takes the message, and the API has no $default. See which key the route selection makes of it.',
  'Internal server error':
    'The integration of the route failed: its function threw, gave no answer that API Gateway understands, or may not be called. Its log says which; look for the request id.',
  'Endpoint request timed out': 'The integration gave no answer within its time limit, at most 29 seconds.',
  'Too Many Requests': 'The route or the account is throttled. Send more slowly, or raise the limits of the stage.',
  'Bad Request': 'API Gateway could not read the message, or it does not fit the model of its route.',
  'Bad request body': 'The message does not fit the model of its route.',
  Unauthorized: 'The route wants somebody who was let in at $connect; this session was not.',
};

/** What an error frame means and what to do about it. */
export function gatewayErrorInWords({ message }: GatewayError): string {
  const known = Object.entries(WORDS).find(([words]) => words.toLowerCase() === message.toLowerCase());
  return `${known?.[1] ?? 'API Gateway could not pass the message on.'} The session stays open.`;
}
