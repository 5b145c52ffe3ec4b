import { useMedia } from "./use-media.ts";

/** Whether the window is as narrow as a phone. Must be the width that the style sheets say. */
export function useNarrow(): boolean {
  return useMedia("(max-width: 720px)");
}
