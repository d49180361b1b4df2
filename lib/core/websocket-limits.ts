/** API Gateway's quotas for WebSocket APIs, in bytes and milliseconds. A longer message goes in several frames. */
export const FRAME_BYTES = 32 * 1024;
export const MESSAGE_BYTES = 128 * 1024;
/** A session ends after so long without a frame, and in any case after so long. */
export const IDLE_MS = 10 * 60_000;
export const LIFE_MS = 2 * 60 * 60_000;

/** What `repeat` may be asked for. */
export const MOST_TIMES = 10_000;
export const MOST_PER_SECOND = 500;
