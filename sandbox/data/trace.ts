import type { Identity } from './api-call';

/** What becomes known of a request on its way, for the access log. */
export interface Trace {
  identity?: Identity;
  /** As the integration is told it, with the stage's name unless that is `$default`. */
  path?: string;
  /** Why the gateway itself answered. */
  error?: { message: string; reason: string; status: number };
  /** The bytes of the answer's body so far. */
  responseLength: number;
  integration: {
    latencyMs?: number;
    /** Of the function's own answer. */
    status?: number;
    /** Of the service that was asked: 200 even where the function failed. */
    serviceStatus?: number;
    requestId?: string;
    error?: string;
  };
}
