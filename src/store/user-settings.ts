import type { UserSettings } from "./settings.ts";
import { userSettingsSchema } from "./settings.ts";
import * as v from "valibot";

/** The part of `Storage` that is used; a browser may refuse all of it (blocked cookies), which must not stop the page. */
export type KeyValues = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Stores {
  /** Kept on this device. */
  device: KeyValues;
  /** Kept for this tab. */
  tab: KeyValues;
}

const SETTINGS_KEY = "rollcall.settings";
const SECRET_KEY = "rollcall.secret";

/** The user's settings; what cannot be read (an older version, a hand's edit) is left out field by field. */
export function loadUserSettings(stores: Stores): UserSettings {
  const text = attempt(() => stores.device.getItem(SETTINGS_KEY));
  if (text === null) return {};
  const json = attempt((): unknown => JSON.parse(text));
  const whole = v.safeParse(userSettingsSchema, json);
  if (whole.success) return whole.output;
  if (typeof json !== "object" || json === null) return {};
  const readable = Object.entries(json).filter(
    ([key, value]) => v.safeParse(userSettingsSchema, { [key]: value }).success,
  );
  const rest = v.safeParse(userSettingsSchema, Object.fromEntries(readable));
  return rest.success ? rest.output : {};
}

/** Settings stay on the device; the secret stays in the tab unless `remember` says otherwise, and in one place only. */
export function saveUserSettings(stores: Stores, settings: UserSettings, secret: string): void {
  attempt(() => stores.device.setItem(SETTINGS_KEY, JSON.stringify(settings)));
  const [keep, clear] = settings.remember === true ? [stores.device, stores.tab] : [stores.tab, stores.device];
  attempt(() => clear.removeItem(SECRET_KEY));
  attempt(() => (secret === "" ? keep.removeItem(SECRET_KEY) : keep.setItem(SECRET_KEY, secret)));
}

/** The password or token held for this tab or this device; empty when there is none. */
export function loadSecret(stores: Stores): string {
  return attempt(() => stores.tab.getItem(SECRET_KEY)) ?? attempt(() => stores.device.getItem(SECRET_KEY)) ?? "";
}

export function browserStores(): Stores {
  return {
    device: attempt(() => window.localStorage) ?? noStore(),
    tab: attempt(() => window.sessionStorage) ?? noStore(),
  };
}

function noStore(): KeyValues {
  return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
}

/** Storage throws where it is blocked or full: then nothing is kept, and the page works on. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
