import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { blindBecause } from "#model/blind.ts";
import { useSettings, useView } from "#store/feed.tsx";

/** Why no agent can be seen although there is a connection; null when they can. */
export function useBlindBecause(): string | null {
  const { coordination } = useSettings().inForce?.prefixes ?? DEFAULT_PREFIXES;
  return useView((view) => blindBecause(view.sources, coordination));
}
