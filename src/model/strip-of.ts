import { beatsOf } from "./facts-of.ts";
import { newestPart } from "./agent-entry.ts";
import { firstBeatSince, isSignOff, timeAt, wordAt } from "./beats.ts";
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
  const first = Math.max(beats.start, firstBeatSince(beats, since) - 1);
  const beatsAt = Array.from({ length: beats.end - first }, (_, index) => timeAt(beats, first + index));
  const signOffsAt = beatsAt.filter((_, index) => isSignOff(wordAt(beats, first + index)));
  const source = sources.find(({ name, stream }) => name === part.stream || stream === part.stream);
  const readSince = source?.completeSince ?? part.lastAt;
  const letGo = part.beatsSeen > beats.end - beats.start;
  const heldSince = letGo ? Math.max(readSince, timeAt(beats, beats.start)) : readSince;
  return { id, heldSince, beatsAt, signOffsAt };
}

export function sameStrip(a: Strip, b: Strip): boolean {
  return (
    a.heldSince === b.heldSince &&
    a.beatsAt.length === b.beatsAt.length &&
    a.signOffsAt.length === b.signOffsAt.length &&
    a.beatsAt.every((at, index) => at === b.beatsAt[index])
  );
}
