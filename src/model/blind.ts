import { collide } from "#contract/subject-filter.ts";
import type { SourceState } from "./source-state.ts";

/**
 * Why nothing can be learned of any agent, though there is a connection: every source that could bring a beat has failed.
 * @param coordination the prefix below which agents beat
 * @returns null while one of them works, is still being opened, or none is known yet
 */
export function blindBecause(sources: readonly SourceState[], coordination: string): string | null {
  const beats = `${coordination}.heartbeat.>`;
  const bringing = sources.filter(({ subjects }) => subjects.some((subject) => collide(subject, beats)));
  const failures = bringing.flatMap(({ phase }) => (phase.state === "failed" ? [phase.detail] : []));
  return failures.length === bringing.length ? (failures[0] ?? null) : null;
}
