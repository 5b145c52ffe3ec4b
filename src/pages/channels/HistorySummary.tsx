import type { LiveHistory } from "./use-channel-history.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { formatClock, formatCount, formatPlural } from "#util/format.ts";

interface HistorySummaryProps {
  live: LiveHistory;
  /** What a row is. */
  one: string;
}

/** How much of the channel the list shows, what was let go, and what a paused page has not shown. */
export function HistorySummary({ live: { history, paused }, one }: HistorySummaryProps) {
  const seen = useFrozenNow();
  if (history === null) return null;
  const { rows, total, held, letGo, heldSince, newer } = history;
  const of = total + newer < held ? ` of ${formatCount(held)}` : "";
  const parts = [
    one === "message" ? `${formatCount(total)}${of} ${total === 1 && of === "" ? "message" : "messages"}` : null,
    one === "message" ? null : `${formatPlural(rows, one)} of ${formatPlural(total, "message")}`,
    letGo > 0 && heldSince !== null && seen !== null
      ? `held since ${formatClock(heldSince, seen)}: ${formatCount(letGo)} older ones were let go`
      : null,
    paused && newer > 0 ? `${formatCount(newer)} new while paused` : null,
  ];
  return <>{parts.filter((part) => part !== null).join(", ")}</>;
}
