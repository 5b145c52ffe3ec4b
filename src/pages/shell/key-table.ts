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
