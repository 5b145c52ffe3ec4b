import { beatsOf } from "./facts-of.ts";
import { newestPart } from "./agent-entry.ts";
import type { Beats } from "./beats.ts";
import { isSignOff } from "./beats.ts";
import type { Fleet } from "./fleet-state.ts";
import type { SourceState } from "./source-state.ts";
import type { Strip } from "./view.ts";
import type { ServerMs } from "#util/units.ts";

/** The beats of one agent since a moment, with the one before it so that the first gap is whole; null when nobody of that name is held. */
export function stripOf(fleet: Fleet, id: string, since: ServerMs, sources: readonly SourceState[]): Strip | null {
  const entry = fleet.agents.get(id);
  const part = entry === undefined ? null : newestPart(entry);
  if (entry === undefined || part === null) return null;
  const beats = beatsOf(fleet, entry);
  const first = Math.max(beats.start, firstSince(beats, since) - 1);
  const beatsAt = Array.from(beats.times.subarray(first, beats.end));
  const signOffsAt = beatsAt.filter((_, index) => isSignOff(beats.words[first + index] ?? 0));
  const source = sources.find(({ name, stream }) => name === part.stream || stream === part.stream);
  const readSince = source?.completeSince ?? part.lastAt;
  const letGo = part.beatsSeen > beats.end - beats.start;
  const heldSince = letGo ? Math.max(readSince, beats.times[beats.start] ?? readSince) : readSince;
  return { id, heldSince, beatsAt, signOffsAt };
}

function firstSince(beats: Beats, since: ServerMs): number {
  let low = beats.start;
  let high = beats.end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((beats.times[middle] ?? 0) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function sameStrip(a: Strip, b: Strip): boolean {
  return (
    a.heldSince === b.heldSince &&
    a.beatsAt.length === b.beatsAt.length &&
    a.signOffsAt.length === b.signOffsAt.length &&
    a.beatsAt.every((at, index) => at === b.beatsAt[index])
  );
}
