import type { FeatureFacts } from "#model/deliverables/report.ts";
import { useAsk } from "#store/feed.tsx";
import { useEffect, useState } from "react";

/** Rows that were looked at stay known while others are. */
const MOST_KEPT = 2_000;
const TRY_AGAIN_MS = 2_000;

/**
 * What is known of these features, first from memory and then with the ages and sizes of all their reports. Rows that scroll away and
 * back are there at once.
 */
export function useFeatures(visible: readonly string[], news: string): ReadonlyMap<string, FeatureFacts> {
  const enabled = visible.length > 0;
  const known = useAsk({ kind: "deliverable-rows", features: visible, read: false }, { enabled, changed: news });
  const [tries, setTries] = useState(0);
  const read = useAsk(
    { kind: "deliverable-rows", features: visible, read: true },
    { enabled, changed: `${news} ${tries}` },
  );
  // A server that is slow, or an answer that was lost: what is in view is asked for again.
  const isMissing = read.data !== undefined && !read.isFetching && read.data.some(hasUnread);
  useEffect(() => {
    if (!isMissing) return;
    const timer = setTimeout(() => setTries((before) => before + 1), TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isMissing]);
  const [kept, setKept] = useState<Kept>({ known: undefined, read: undefined, features: new Map() });
  if (kept.known === known.data && kept.read === read.data) return kept.features;
  const features = withAnswers(kept.features, [
    ...(kept.known === known.data ? [] : (known.data ?? [])),
    ...(kept.read === read.data ? [] : (read.data ?? [])),
  ]);
  setKept({ known: known.data, read: read.data, features });
  return features;
}

function hasUnread({ stages, others }: FeatureFacts): boolean {
  return [...stages.flatMap(({ reports }) => reports), ...others].some(({ newest }) => newest === null);
}

interface Kept {
  known: readonly FeatureFacts[] | undefined;
  read: readonly FeatureFacts[] | undefined;
  features: ReadonlyMap<string, FeatureFacts>;
}

/** What says the same keeps its reference, so that its row is not rendered again; the map too where all of it does. */
function withAnswers(
  before: ReadonlyMap<string, FeatureFacts>,
  answers: readonly FeatureFacts[],
): ReadonlyMap<string, FeatureFacts> {
  const news = answers.filter((facts) => JSON.stringify(before.get(facts.feature)) !== JSON.stringify(facts));
  if (news.length === 0) return before;
  const features = new Map(before.size > MOST_KEPT ? [] : before);
  for (const facts of news) features.set(facts.feature, facts);
  return features;
}
