import type { AgentTally, Tally } from "./tally.ts";
import type { AgentWorkload } from "./tasks-view.ts";
import type { ServerMs } from "#util/units.ts";

const MOST = 200;

/**
 * What each agent holds and did, and the share of the time from `since` (or its first claim) to `now` in which it held something:
 * several tasks at once count once.
 */
export function workloadsOf(tally: Tally, since: ServerMs, now: ServerMs): AgentWorkload[] {
  const sums = heldSums(tally, since, now);
  const busiest = [...tally.agents.values()]
    .map((of) => ({ of, share: shareOf(of, sums[of.index] ?? 0, since, now) }))
    .sort(byShare)
    .slice(0, MOST);
  const held = heldUnions(tally, busiest, since, now);
  return busiest
    .map(({ of }) => ({ of, share: shareOf(of, held.get(of.index) ?? 0, since, now) }))
    .sort(byShare)
    .map(({ of: { agent, holds, done, failed }, share }) => ({ agent, holds, done, failed, busyShare: share }));
}

interface Share {
  of: AgentTally;
  share: number;
}

function byShare(one: Share, other: Share): number {
  return other.share - one.share || other.of.done - one.of.done || (one.of.agent < other.of.agent ? -1 : 1);
}

function shareOf({ firstClaimAt }: AgentTally, heldMs: number, since: ServerMs, now: ServerMs): number {
  const spanMs = now - Math.max(since, firstClaimAt);
  return spanMs <= 0 ? 0 : Math.min(1, heldMs / spanMs);
}

/** Stretches of several tasks at once added up: at least as much as the truth, and quick. */
function heldSums({ heldFrom, heldTo, heldBy, agents }: Tally, since: ServerMs, now: ServerMs): Float64Array {
  const sums = new Float64Array(agents.size);
  for (let at = 0; at < heldFrom.size; at++) {
    const agent = heldBy.values[at] ?? 0;
    const ms = Math.min(now, heldTo.values[at] ?? 0) - Math.max(since, heldFrom.values[at] ?? 0);
    if (ms > 0) sums[agent] = (sums[agent] ?? 0) + ms;
  }
  return sums;
}

/** For how long each held at least one task. */
function heldUnions(
  { heldFrom, heldTo, heldBy, agents }: Tally,
  busiest: readonly Share[],
  since: ServerMs,
  now: ServerMs,
): Map<number, number> {
  const wanted = new Int32Array(agents.size).fill(-1);
  busiest.forEach(({ of }, place) => {
    wanted[of.index] = place;
  });
  const sizes = new Uint32Array(busiest.length);
  for (let at = 0; at < heldFrom.size; at++) {
    const place = wanted[heldBy.values[at] ?? 0] ?? -1;
    if (place >= 0) sizes[place] = (sizes[place] ?? 0) + 1;
  }
  const begins = Array.from(sizes, (size) => new Float64Array(size));
  const ends = Array.from(sizes, (size) => new Float64Array(size));
  sizes.fill(0);
  for (let at = 0; at < heldFrom.size; at++) {
    const place = wanted[heldBy.values[at] ?? 0] ?? -1;
    const next = sizes[place];
    if (next === undefined) continue;
    const from = Math.max(since, heldFrom.values[at] ?? 0);
    const begin = begins[place];
    const end = ends[place];
    if (begin === undefined || end === undefined) continue;
    begin[next] = from;
    end[next] = Math.max(from, Math.min(now, heldTo.values[at] ?? 0));
    sizes[place] = next + 1;
  }
  return new Map(
    busiest.map(({ of }, place) => [
      of.index,
      unionOf(begins[place] ?? new Float64Array(), ends[place] ?? new Float64Array()),
    ]),
  );
}

/** The length of the union of stretches: begins and ends sorted apart, because only how many are open at a moment matters. */
function unionOf(begins: Float64Array, ends: Float64Array): number {
  begins.sort();
  ends.sort();
  let total = 0;
  let next = 0;
  for (let at = 0; at < begins.length;) {
    const from = begins[at] ?? 0;
    let open = 0;
    let until = from;
    do {
      while (at < begins.length && (begins[at] ?? 0) <= (ends[next] ?? 0)) {
        open++;
        at++;
      }
      until = ends[next++] ?? until;
      open--;
    } while (open > 0);
    total += until - from;
  }
  return total;
}
