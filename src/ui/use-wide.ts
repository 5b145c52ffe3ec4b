import { useMedia } from "./use-media.ts";

/** Whether there is room for a detail beside its list. Must be the width that the style sheets say. */
export function useWide(): boolean {
  return useMedia("(min-width: 1600px)");
}
