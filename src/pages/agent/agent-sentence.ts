import { connectionPath } from "../../paths.ts";
import { workOf, workWords } from "#model/agent-work.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { Connection } from "#model/connection.ts";
import type { Judgement, Liveness } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { standingOf } from "#model/standing.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { unreachable } from "#util/assert.ts";
import { formatClock } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** A longer name would push the answer out of sight; it stands above as the page's. */
const LONGEST_NAME = 40;

/**
 * How one agent stands and what it is at, in one line that stands still while nothing happens.
 * @param seen the moment as of which the fleet is seen, for the day of a time @param zone for tests
 */
export function agentSentence(
  agent: AgentFacts,
  judgement: Judgement,
  connection: Connection["state"],
  seen: ServerMs,
  zone?: string,
): readonly SentencePart[] {
  const standing = standingOf(agent, judgement);
  // That it waits for a person is said, with its mark, by the words for it.
  const alarm = standing === "needs-approval" ? null : STANDING_LOOKS[standing].alarm;
  const how = howItStands(judgement, connection, (at) => formatClock(at, seen, zone));
  const led: SentencePart = {
    text: `${agent.id.length <= LONGEST_NAME ? agent.id : "It"} ${how}`,
    ...(alarm === null ? {} : { alarm }),
  };
  const parts: SentencePart[] = [led];
  const { state } = judgement.liveness;
  if (state === "unknown" && connection !== "live") parts.push(" ", { text: "(no view)", href: connectionPath() });
  if (state !== "signed-off" && state !== "gone") parts.push(...workParts(agent, state));
  return [...parts, "."];
}

function howItStands(judgement: Judgement, connection: Connection["state"], clock: (at: ServerMs) => string): string {
  const { liveness, flapping, recovering } = judgement;
  const changes = flapping ? ", flapping between silence and life" : "";
  switch (liveness.state) {
    case "unknown":
      return connection === "live"
        ? "is not judged before the server's clock is known"
        : "is not judged while we do not see it";
    case "on-time":
      return recovering ? `is recovering from a silence${changes}` : `is on time${changes}`;
    case "late":
      return `is late since ${clock(liveness.since)}${changes}`;
    case "silent":
      return `is silent ${liveness.whileWorking ? "while working " : ""}since ${clock(liveness.since)}${changes}`;
    case "gone":
      return `is gone: silent since ${clock(liveness.since)}`;
    case "signed-off":
      return `signed off at ${clock(liveness.since)}`;
    default:
      return unreachable(liveness);
  }
}

function workParts(agent: AgentFacts, state: Liveness["state"]): readonly SentencePart[] {
  const work = workOf(agent);
  if (state === "unknown") return [`, when last seen: ${workWords(agent)}`];
  switch (work.kind) {
    case "approval":
      return [" and ", { text: "waits for a person", alarm: "notice" }];
    case "task":
      return [`${state === "silent" ? ", holding " : ", at "}${workWords(agent)}`];
    case "status":
      return [`, ${workWords(agent)}`];
    default:
      return unreachable(work);
  }
}

/** Nobody of that name. @param complete the wanted past is all read @param registered it registered and never beat */
export function unknownAgentSentence(
  connection: Connection["state"],
  complete: boolean,
  registered: boolean,
): readonly SentencePart[] {
  if (registered) return [{ text: "It registered and no beat of it is known.", alarm: "unknown" }];
  if (connection !== "live") {
    return [
      { text: "No agent of that name is known", alarm: "unknown" },
      ": ",
      { text: "there is no view of the fleet", href: connectionPath() },
      ".",
    ];
  }
  return [
    {
      text: complete
        ? "No agent of that name was heard within the history held."
        : "No agent of that name was heard so far: still reading the past.",
      alarm: "unknown",
    },
  ];
}
