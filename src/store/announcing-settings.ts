import type { KeyValues } from "./user-settings.ts";
import * as v from "valibot";

/** How alarms are called out on this device. */
export interface AnnouncingSettings {
  sound: boolean;
  notifications: boolean;
  /** A tone again, while something stands that nobody acknowledged; 0: never. */
  repeatMinutes: number;
}

export const DEFAULT_ANNOUNCING: AnnouncingSettings = { sound: false, notifications: false, repeatMinutes: 5 };

const schema = v.object({
  sound: v.fallback(v.boolean(), DEFAULT_ANNOUNCING.sound),
  notifications: v.fallback(v.boolean(), DEFAULT_ANNOUNCING.notifications),
  repeatMinutes: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1440)), DEFAULT_ANNOUNCING.repeatMinutes),
});

const KEY = "rollcall.announcing";

export function loadAnnouncing(device: KeyValues): AnnouncingSettings {
  try {
    const parsed = v.safeParse(schema, JSON.parse(device.getItem(KEY) ?? "{}"));
    return parsed.success ? parsed.output : DEFAULT_ANNOUNCING;
  } catch {
    return DEFAULT_ANNOUNCING;
  }
}

export function saveAnnouncing(device: KeyValues, settings: AnnouncingSettings): void {
  try {
    device.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Blocked or full: it holds until the page is closed.
  }
}
