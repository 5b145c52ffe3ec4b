import type { FeatureFacts } from "#model/deliverables/report.ts";
import { useAsk } from "#store/feed.tsx";
import { useState } from "react";

/** Rows that were looked at stay known while others are. */
const MOST_KEPT = 2_000;

/**
 * What is known of these features, first from memory and then with the ages and sizes of all their reports. Rows that scroll away and
 * back are there at once.
 */
export function useFeatures(visible: readonly string[], news: string): ReadonlyMap<string, FeatureFacts> {
  const enabled = visible.length > 0;
  const known = useAsk({ kind: "deliverable-rows", features: visible, read: false }, { enabled, changed: news });
  const read = useAsk({ kind: "deliverable-rows", features: visible, read: true }, { enabled, changed: news });
  const [kept, setKept] = useState<Kept>({ known: undefined, read: undefined, features: new Map() });
  if (kept.known === known.data && kept.read === read.data) return kept.features;
  const features = new Map(kept.features.size > MOST_KEPT ? [] : kept.features);
  for (const facts of kept.known === known.data ? [] : (known.data ?? [])) features.set(facts.feature, facts);
  for (const facts of kept.read === read.data ? [] : (read.data ?? [])) features.set(facts.feature, facts);
  setKept({ known: known.data, read: read.data, features });
  return features;
}

interface Kept {
  known: readonly FeatureFacts[] | undefined;
  read: readonly FeatureFacts[] | undefined;
  features: ReadonlyMap<string, FeatureFacts>;
}
