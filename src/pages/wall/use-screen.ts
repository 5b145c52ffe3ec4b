import type { Screen } from "#model/wall/geometry.ts";
import { useSyncExternalStore } from "react";

/** What the page fills, in CSS pixels. */
export function useScreen(): Screen {
  return useSyncExternalStore(subscribe, getScreen);
}

let current: Screen = { widthPx: 0, heightPx: 0 };

function getScreen(): Screen {
  const { innerWidth: widthPx, innerHeight: heightPx } = window;
  if (current.widthPx !== widthPx || current.heightPx !== heightPx) current = { widthPx, heightPx };
  return current;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}
