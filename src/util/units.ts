/** Milliseconds since 1970 on the server's clock: what streams stamp, and the only clock that liveness knows. */
export type ServerMs = number;

/** Milliseconds since 1970 on this machine's monotonic clock (`performance.timeOrigin + performance.now()`). */
export type ObserverMs = number;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
