import type { FleetException, FleetTally } from "#model/fleet-tally.ts";
import type { FleetView } from "#model/view.ts";
import { agentPath, agentsPath, connectionPath } from "../../paths.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { queueParts } from "./queue-sentence.ts";
import { unreachable } from "#util/assert.ts";
import { formatClock, formatCount, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

export interface SentenceInput {
  view: Pick<FleetView, "connection" | "sight" | "history" | "tasks">;
  tally: FleetTally;
  exceptions: readonly FleetException[];
  /** The moment as of which the fleet is seen (`seenAt`); null while there is no clock. */
  seen: ServerMs | null;
  /** Why no agent can be seen although there is a connection (`blindBecause`); null when they can. */
  blind: string | null;
  /** IANA name, for tests; the viewer's own when left out. */
  zone?: string;
}

const MOST_TITLE_LETTERS = 60;

/**
 * The Overview's answer in one line: does someone have to act? Says nothing that runs (ages, countdowns), so that it is spoken only when
 * something changed, and never says that all is well unless it is seen to be.
 */
export function overviewSentence(input: SentenceInput): readonly SentencePart[] {
  const { connection } = input.view;
  switch (connection.state) {
    case "connecting":
      return [{ text: connection.url === "" ? "Connecting." : `Connecting to ${connection.url}.`, alarm: "unknown" }];
    case "refused":
      return [
        { text: "No view of the fleet", alarm: "unknown", href: connectionPath() },
        `: ${connection.url} does not let this page in.`,
        ...knownThen(input),
      ];
    case "stale":
    case "lost":
      return [
        { text: "No view of the fleet", alarm: "unknown", href: connectionPath() },
        since(input),
        ".",
        ...knownThen(input),
      ];
    case "live":
      return liveSentence(input);
    default:
      return unreachable(connection);
  }
}

function liveSentence(input: SentenceInput): readonly SentencePart[] {
  const { view, tally, seen, blind } = input;
  if (blind !== null) {
    return [
      { text: "No agent can be seen", alarm: "warning", href: connectionPath() },
      `: ${blind}.`,
      ...knownThen(input),
    ];
  }
  const queue = seen === null ? [] : queueParts(view.tasks, seen, input.zone);
  if (tally.total === 0) {
    return view.history.complete
      ? [{ text: "No agent seen so far.", alarm: "unknown" }, ...queue]
      : [{ text: "Reading the past: no agent seen so far.", alarm: "unknown" }, ...queue];
  }
  if (seen === null || view.sight.state === "lost") {
    return [
      { text: formatPlural(tally.total, "agent"), href: agentsPath(), alarm: "unknown" },
      " known; nobody is judged before the server's clock is known.",
    ];
  }
  const asOf = view.sight.state !== "whole" ? [`As of ${formatClock(seen, seen, input.zone)}: `] : [];
  return [...asOf, ...fleetParts(input, seen), ...queue, ...pastParts(input, seen)];
}

function fleetParts({ tally, exceptions, zone }: SentenceInput, seen: ServerMs): readonly SentencePart[] {
  const { liveness, needsApproval, flapping, recovering } = tally;
  const working = liveness["on-time"] + liveness.late + liveness.silent;
  if (working === 0) return nobodyWorks(tally);
  const clauses = [
    silentClause(exceptions, liveness.silent, working, seen, zone),
    lateClause(liveness.late, working, liveness.silent > 0),
    counted(flapping, "flapping", agentsPath("flapping"), "warning"),
    approvalClause(exceptions, needsApproval),
    counted(recovering, "recovering", agentsPath("recovering")),
  ].filter((clause) => clause.length > 0);
  if (liveness.silent === 0 && liveness.late === 0) clauses.unshift(allOnTime(working));
  return clauses.flatMap((clause, index) => [index === 0 ? "" : " ", ...clause, "."]).filter((part) => part !== "");
}

function allOnTime(working: number): SentencePart[] {
  return working === 1
    ? [{ text: "The one agent", href: agentsPath() }, " is on time"]
    : ["All ", { text: formatPlural(working, "agent"), href: agentsPath() }, " on time"];
}

function nobodyWorks({ liveness }: FleetTally): readonly SentencePart[] {
  const parts: SentencePart[][] = [];
  if (liveness["signed-off"] > 0) {
    parts.push([{ text: `${formatCount(liveness["signed-off"])} signed off`, href: agentsPath("signed-off") }]);
  }
  if (liveness.gone > 0) parts.push([{ text: `${formatCount(liveness.gone)} gone`, href: agentsPath("gone") }]);
  return ["No agent is up: ", ...parts.flatMap((part, index) => (index === 0 ? part : [", ", ...part])), "."];
}

function silentClause(
  exceptions: readonly FleetException[],
  silent: number,
  working: number,
  seen: ServerMs,
  zone: string | undefined,
): SentencePart[] {
  if (silent === 0) return [];
  const silents = exceptions.filter(({ judgement }) => judgement.liveness.state === "silent");
  const moments = silents.flatMap(({ judgement }) =>
    judgement.liveness.state === "silent" ? [judgement.liveness.since] : [],
  );
  const first = formatClock(Math.min(...moments), seen, zone);
  const head: SentencePart = {
    text:
      working === 1 ? "The one agent is silent" : `${formatCount(silent)} of ${formatPlural(working, "agent")} silent`,
    href: agentsPath("silent"),
    alarm: "critical",
  };
  const [only] = silents;
  if (silents.length === 1 && only) return [head, ` since ${first}: `, ...holding(only)];
  const holders = silents.filter(({ kind }) => kind === "silent-while-working").length;
  return [head, `, the first since ${first}`, holders === 0 ? "" : `, ${formatCount(holders)} of them holding a task`];
}

function holding({ agent }: FleetException): SentencePart[] {
  const name: SentencePart = { text: agent.id, href: agentPath(agent.id) };
  if (agent.currentTask === null) return [name];
  const title = agent.currentTaskTitle ?? agent.currentTask;
  return [name, `, holding ${agent.currentTaskTitle === null ? "task " : ""}${shortened(title)}`];
}

function lateClause(late: number, working: number, silentNamedAll: boolean): SentencePart[] {
  if (late === 0) return [];
  const link = { href: agentsPath("late"), alarm: "warning" } as const;
  if (silentNamedAll) return [{ text: `${formatCount(late)} late`, ...link }];
  if (working === 1) return [{ text: "The one agent is late", ...link }];
  return [{ text: `${formatCount(late)} of ${formatPlural(working, "agent")} late`, ...link }];
}

function approvalClause(exceptions: readonly FleetException[], needsApproval: number): SentencePart[] {
  if (needsApproval === 0) return [];
  const only = exceptions.find(({ agent }) => agent.needsApproval);
  if (needsApproval === 1 && only) {
    return [{ text: `${only.agent.id} waits for a person`, href: agentPath(only.agent.id), alarm: "notice" }];
  }
  const text = `${formatPlural(needsApproval, "agent")} wait for a person`;
  return [{ text, href: agentsPath("needs-approval"), alarm: "notice" }];
}

function counted(count: number, word: string, href: string, alarm?: "warning"): SentencePart[] {
  if (count === 0) return [];
  return [{ text: `${formatCount(count)} ${word}`, href, ...(alarm === undefined ? {} : { alarm }) }];
}

function pastParts({ view: { history }, zone }: SentenceInput, seen: ServerMs): readonly SentencePart[] {
  if (history.complete) return [];
  if (history.completeSince === null) return [" Reading the past."];
  return [` Reading the past: complete since ${formatClock(history.completeSince, seen, zone)}.`];
}

function since({ view: { connection }, zone }: SentenceInput): string {
  return ` since ${formatClock(connection.since, connection.since, zone)}`;
}

function knownThen({ tally }: SentenceInput): readonly SentencePart[] {
  if (tally.total === 0) return [];
  return [" ", { text: formatPlural(tally.total, "agent"), href: agentsPath() }, " were known then."];
}

function shortened(text: string): string {
  return text.length <= MOST_TITLE_LETTERS ? text : `${text.slice(0, MOST_TITLE_LETTERS - 1).trimEnd()}…`;
}
