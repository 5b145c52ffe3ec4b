import type { AgentFinding } from "./agent.ts";
import type { AgentPart, AgentWord } from "./agent-entry.ts";
import type { Interval } from "./interval.ts";
import { skew } from "#contract/agent-time.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** What a person should know of an agent, in the order of its codes: stable from beat to beat. */
export function agentFindings(
  part: AgentPart,
  last: AgentWord,
  firstBeatAt: ServerMs,
  interval: Interval,
  similar: readonly string[],
): AgentFinding[] {
  const at = part.lastAt;
  const findings: AgentFinding[] = [];
  const time = part.timestamp === null ? null : timeFinding(part.timestamp, at);
  if (time !== null) findings.push(time);
  if (part.otherId !== null && part.otherId.at >= firstBeatAt) {
    findings.push({
      code: "id-mismatch",
      detail: `A beat on this agent's subject says agent_id "${part.otherId.said}".`,
      at: part.otherId.at,
    });
  }
  if (part.oddStatus !== null && part.oddStatus.at >= firstBeatAt) {
    findings.push({
      code: "unknown-status",
      detail: part.oddStatus.said === "" ? "A beat says no status." : `A beat says status "${part.oddStatus.said}".`,
      at: part.oddStatus.at,
    });
  }
  if (similar.length > 0) {
    findings.push({ code: "similar-id", detail: `Probably the same agent as ${similar.join(", ")}.`, at });
  }
  if (last.current_task !== null && /\s/.test(last.current_task)) {
    findings.push({ code: "free-text-task", detail: "Its current task is a text, not the id of a task.", at });
  }
  if (interval.source === "learned") {
    findings.push({
      code: "interval-learned",
      detail: `It declares no interval; ${seconds(interval.ms)} was learned from its beats.`,
      at,
    });
  }
  if (interval.disagreesMs !== null) {
    findings.push({
      code: "interval-disagrees",
      detail: `It declares ${seconds(interval.ms)} and beats every ${seconds(interval.disagreesMs)}.`,
      at,
    });
  }
  return findings;
}

function timeFinding(timestamp: string, at: ServerMs): AgentFinding | null {
  const off = skew(timestamp, at);
  switch (off.kind) {
    case "none":
      return null;
    case "zone":
      return {
        code: "zone-mistake",
        detail: `Its timestamps are ${signed(off.hours)} h off the stream's time: a zone that is missing or wrong.`,
        at,
      };
    case "skew":
      return {
        code: "clock-skew",
        detail: `Its clock is ${signed(Math.round(off.ms / SECOND_MS))} s off the stream's time.`,
        at,
      };
    case "unreadable":
      return { code: "unreadable-time", detail: "Its timestamp is no ISO 8601 time.", at };
  }
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

function seconds(ms: number): string {
  return `${ms / SECOND_MS} s`;
}
