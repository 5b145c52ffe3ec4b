import type { ServerSearch, ServerSort } from "./search.ts";
import type { ServerRow } from "#model/server/server-list.ts";
import { cpuShare, serverName } from "#model/server/server-words.ts";
import { rankOfSeverity, worstSeverity } from "#model/streams/finding.ts";
import { unreachable } from "#util/assert.ts";

/** The servers in the order asked for; what is not known of one comes last, equal ones by name. */
export function sortServers(
  rows: readonly ServerRow[],
  { by, byOrder }: Pick<ServerSearch, "by" | "byOrder">,
): readonly ServerRow[] {
  const sign = byOrder === "ascending" ? 1 : -1;
  return rows.toSorted((left, right) => compare(keyOf(left, by), keyOf(right, by), sign) || byName(left, right));
}

function keyOf({ facts, rates, findings }: ServerRow, sort: ServerSort): number | string | null {
  switch (sort) {
    case "finding":
      return rankOfSeverity(worstSeverity(findings));
    case "server":
      return serverName(facts).toLowerCase();
    case "up":
      // The longest up is the one that started first.
      return facts.startedAt === null ? null : -facts.startedAt;
    case "cpu":
      return cpuShare(facts);
    case "memory":
      return facts.memoryBytes;
    case "connections":
      return facts.connections.used;
    case "in":
      return rates?.inMessagesPerSecond ?? null;
    case "out":
      return rates?.outMessagesPerSecond ?? null;
    case "storage":
      return facts.jetstream?.storage.usedBytes ?? null;
    default:
      return unreachable(sort);
  }
}

const NAMES = new Intl.Collator("en", { numeric: true });

function byName(left: ServerRow, right: ServerRow): number {
  return NAMES.compare(serverName(left.facts), serverName(right.facts));
}

function compare(left: number | string | null, right: number | string | null, sign: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  if (typeof left === "string" && typeof right === "string") return sign * NAMES.compare(left, right);
  return left < right ? -sign : sign;
}
