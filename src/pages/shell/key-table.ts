import { NAV_PAGES } from "./nav-pages.ts";

export interface KeyEntry {
  keys: string;
  does: string;
}

/** Every key of the page beside those that a control has itself. `?` shows it, `docs/keys.md` is made of it. */
export const KEY_TABLE: readonly KeyEntry[] = [
  { keys: "Ctrl+K, Cmd+K", does: "go to any page, agent, task, stream, feature or saved view" },
  ...NAV_PAGES.map(({ key, text }) => ({ keys: `g ${key}`, does: `open ${text}` })),
  { keys: "/", does: "search in the list of the page" },
  { keys: "Space", does: "pause, and go on" },
  { keys: "Esc", does: "close what is opened" },
  { keys: "Arrows, Home, End, Page", does: "from row to row in a list; Enter opens one" },
  { keys: "?", does: "show these keys" },
];

const OFF_KEY = "rollcall.keys-off";

/** Single letters can be turned off (WCAG 2.1.4): who speaks to the computer types them by accident. Ctrl+K stays. */
export function lettersAreOff(): boolean {
  try {
    return localStorage.getItem(OFF_KEY) === "yes";
  } catch {
    return false;
  }
}

export function turnLetters(off: boolean): void {
  try {
    if (off) localStorage.setItem(OFF_KEY, "yes");
    else localStorage.removeItem(OFF_KEY);
  } catch {
    // Blocked or full: nothing is kept.
  }
}
