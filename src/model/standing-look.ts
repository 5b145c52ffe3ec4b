import type { Standing } from "./standing.ts";

export interface StandingLook {
  /** As it is written on every page. */
  word: string;
  /** Which of the four alarm looks leads it; null: quiet, nobody has to act. */
  alarm: "critical" | "warning" | "notice" | "unknown" | null;
}

export const STANDING_LOOKS: Readonly<Record<Standing, StandingLook>> = {
  "silent-while-working": { word: "silent while working", alarm: "critical" },
  silent: { word: "silent", alarm: "critical" },
  flapping: { word: "flapping", alarm: "warning" },
  "needs-approval": { word: "needs approval", alarm: "notice" },
  late: { word: "late", alarm: "warning" },
  recovering: { word: "recovering", alarm: null },
  unknown: { word: "unknown", alarm: "unknown" },
  "on-time": { word: "on time", alarm: null },
  "signed-off": { word: "signed off", alarm: null },
  gone: { word: "gone", alarm: null },
};
