import { useSyncExternalStore } from "react";

/** The tokens that canvases draw with, by their name in tokens.css without the dashes in front. */
export interface Palette {
  surface: string;
  line: string;
  "line-strong": string;
  text: string;
  "text-quiet": string;
  "mark-strong": string;
  mark: string;
  "mark-soft": string;
  "mark-ghost": string;
  accent: string;
  "critical-mark": string;
  "warning-mark": string;
  "notice-mark": string;
  "unknown-mark": string;
}

/** What a canvas has to know of where it is shown. A new object only when something changed. */
export interface Display {
  palette: Palette;
  /** Device pixels to a CSS pixel. */
  pixelRatio: number;
}

let current: Display | null = null;
let stopWatching: (() => void) | null = null;
const listeners = new Set<() => void>();

/** The tokens as the theme in force gives them; a canvas that draws with it is drawn again when theme or zoom change. */
export function useDisplay(): Display {
  return useSyncExternalStore(subscribe, display);
}

function display(): Display {
  current ??= read();
  return current;
}

function read(): Display {
  const style = getComputedStyle(document.documentElement);
  const token = (name: keyof Palette): string => style.getPropertyValue(`--${name}`).trim() || "gray";
  return {
    palette: {
      surface: token("surface"),
      line: token("line"),
      "line-strong": token("line-strong"),
      text: token("text"),
      "text-quiet": token("text-quiet"),
      "mark-strong": token("mark-strong"),
      mark: token("mark"),
      "mark-soft": token("mark-soft"),
      "mark-ghost": token("mark-ghost"),
      accent: token("accent"),
      "critical-mark": token("critical-mark"),
      "warning-mark": token("warning-mark"),
      "notice-mark": token("notice-mark"),
      "unknown-mark": token("unknown-mark"),
    },
    pixelRatio: window.devicePixelRatio,
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stopWatching ??= watch();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    stopWatching = null;
    current = null;
  };
}

function changed(): void {
  current = read();
  for (const listener of listeners) listener();
}

/** Zooming changes the ratio, and with it the inner size. */
function resized(): void {
  if (window.devicePixelRatio !== current?.pixelRatio) changed();
}

function watch(): () => void {
  const theme = new MutationObserver(changed);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  window.addEventListener("resize", resized);
  return () => {
    theme.disconnect();
    dark.removeEventListener("change", changed);
    window.removeEventListener("resize", resized);
  };
}
