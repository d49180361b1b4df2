/** What the lean target holds, for both sides of a measurement. The key is made up and opens nothing. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const API_ID = 'b3nch00001';
export const KEY = { id: 'AKIABENCH00000000001', secret: 'bench-secret-that-opens-nothing' };
/** What every good answer carries: 200 bytes, as small as a health check's. */
export const BODY = { ok: true, padding: 'x'.repeat(174) };
/** As long as an access token of Cognito, and as good as none. */
export const TOKEN = `e30.${'x'.repeat(700)}.${'y'.repeat(340)}`;
