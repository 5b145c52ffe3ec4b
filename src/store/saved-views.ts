/** Views that somebody gave a name: an address of this page, kept on the device. The address alone is what a colleague needs. */
import type { KeyValues } from "./user-settings.ts";
import * as v from "valibot";

export interface SavedView {
  name: string;
  /** From the `#` on. */
  hash: string;
}

const KEY = "rollcall.views";
const MOST = 50;

const schema = v.pipe(
  v.array(
    v.object({
      name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
      hash: v.pipe(v.string(), v.startsWith("#/"), v.maxLength(4000)),
    }),
  ),
  v.maxLength(MOST),
);

/** What cannot be read (a hand's edit) or is kept from us (blocked storage) is none. */
export function loadViews(device: KeyValues): readonly SavedView[] {
  try {
    const parsed = v.safeParse(schema, JSON.parse(device.getItem(KEY) ?? "[]"));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

/** The newest first; a name that is taken means the new view from now on. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  return [view, ...views.filter(({ name }) => name !== view.name)].slice(0, MOST);
}

export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}

export function saveViews(device: KeyValues, views: readonly SavedView[]): void {
  try {
    device.setItem(KEY, JSON.stringify(views));
  } catch {
    // Blocked or full: they hold until the page is closed.
  }
}
