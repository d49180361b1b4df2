import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { processWide } from '@/lib/core/process-wide';

/**
 * Connections are kept for the next request to the same origin, but not long: the other end closes idle ones without a
 * word, and a request that is on its way then would be lost.
 */
const OPTIONS = { keepAlive: true, timeout: 4_000, maxFreeSockets: 64, scheduling: 'lifo' } as const;

/** The pools of kept connections, one for each protocol in this process. */
export const agents = processWide('agents', () => ({ http: new HttpAgent(OPTIONS), https: new HttpsAgent(OPTIONS) }));
