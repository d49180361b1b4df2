/** What the lean target holds, for both sides of a measurement. The key is made up and opens nothing. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const API_ID = 'b3nch00001';
export const KEY = { id: 'AKIABENCH00000000001', secret: 'bench-secret-that-opens-nothing' };
/** What every good answer carries: 200 bytes, as small as a health check's. */
export const BODY = { ok: true, padding: 'x'.repeat(174) };
/** The WebSocket API and the GraphQL API of AppSync beside it. The key opens nothing. */
export const SOCKET_API_ID = 'b3nch00002';
/** The API whose stages write access logs, and how many events the larger of them has. */
export const LOG_API_ID = 'b3nch00003';
export const LOGGED_EVENTS = 100_000;
export const GRAPHQL_API_ID = 'bench0000000000000000000001';
export const GRAPHQL_KEY = 'da2-benchbenchbenchbenchbench0';
/** As long as an access token of Cognito, and as good as none. */
export const TOKEN = `e30.${'x'.repeat(700)}.${'y'.repeat(340)}`;
