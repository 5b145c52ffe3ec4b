import type { Counters } from "#model/view.ts";
import { formatCount, formatPlural } from "#util/format.ts";

/** "12,340 messages read, 3 unreadable", and what was let go, by what it was. */
export function readWords({ messages, malformed, dropped }: Counters): string {
  const lost = Object.entries(dropped)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${formatCount(count)} ${what} let go`);
  return [`${formatPlural(messages, "message")} read`, `${formatCount(malformed)} unreadable`, ...lost].join(", ");
}
