import type { CallSeverity } from "./call.ts";

/** One note: hertz, and seconds from the tone's start. */
export interface Note {
  hertz: number;
  startSeconds: number;
  seconds: number;
}

/** Told apart by rhythm as well as by pitch, and all under a second: falling and hurried, two, one. */
export const TONES: Record<CallSeverity, readonly Note[]> = {
  critical: [
    { hertz: 988, startSeconds: 0, seconds: 0.14 },
    { hertz: 740, startSeconds: 0.18, seconds: 0.14 },
    { hertz: 988, startSeconds: 0.42, seconds: 0.14 },
    { hertz: 740, startSeconds: 0.6, seconds: 0.14 },
  ],
  warning: [
    { hertz: 659, startSeconds: 0, seconds: 0.16 },
    { hertz: 659, startSeconds: 0.24, seconds: 0.16 },
  ],
  notice: [{ hertz: 523, startSeconds: 0, seconds: 0.2 }],
};
