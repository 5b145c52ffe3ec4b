import { agentsPath, connectionPath } from "../../paths.ts";
import type { AgentList } from "./rows.ts";
import type { AgentFilter } from "../../paths.ts";
import type { Connection } from "#model/connection.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatCount, formatPlural } from "#util/format.ts";

/** As much of the view as the sentence needs. */
export interface AboutTheView {
  connection: Connection["state"];
  /** The wanted past is all there. */
  complete: boolean;
  /** The clock at which the fleet was as it is shown; null when that is now. */
  asOf: string | null;
  /** Why no agent can be seen although there is a connection; null when they can. */
  blind: string | null;
  /** Agents past the bound. */
  notHeld: number;
}

type Clause = { filter: AgentFilter; word: string; alarm?: "critical" | "warning" | "notice" };

/** In the order in which they press. */
const CLAUSES: readonly Clause[] = [
  { filter: "silent", word: "silent", alarm: "critical" },
  { filter: "flapping", word: "flapping", alarm: "warning" },
  { filter: "late", word: "late", alarm: "warning" },
  { filter: "needs-approval", word: "waiting for a person", alarm: "notice" },
  { filter: "recovering", word: "recovering" },
  { filter: "on-time", word: "on time" },
  { filter: "signed-off", word: "signed off" },
];

/**
 * Who is alive, in one line of counts that each link to the list that makes them. Nothing in it runs, and nobody is called on time who is
 * not seen.
 */
export function agentsSentence(
  list: Pick<AgentList, "counts" | "total">,
  about: AboutTheView,
  judged: boolean,
): readonly SentencePart[] {
  const { counts, total } = list;
  if (about.blind !== null && about.connection === "live") {
    return [{ text: "No agent can be seen", href: connectionPath(), alarm: "warning" }, `: ${about.blind}.`];
  }
  if (total === 0) return [noneWords(about)];
  const all: SentencePart = { text: formatPlural(total - counts.gone, "agent"), href: agentsPath() };
  if (!judged) {
    return [
      { text: formatPlural(total, "agent"), href: agentsPath(), alarm: "unknown" },
      " known, nobody judged: ",
      about.connection === "live"
        ? "the server's clock is not known yet"
        : { text: "there is no view of the fleet", href: connectionPath() },
      ".",
    ];
  }
  const clauses = CLAUSES.filter(({ filter }) => counts[filter] > 0);
  const parts: SentencePart[] = [
    ...(about.asOf === null ? [] : [`As of ${about.asOf}: `]),
    all,
    clauses.length === 0 ? "." : ": ",
  ];
  for (const [index, { filter, word, alarm }] of clauses.entries()) {
    const text = `${formatCount(counts[filter])} ${word}`;
    parts.push({ text, href: agentsPath(filter), ...(alarm === undefined ? {} : { alarm }) });
    parts.push(index === clauses.length - 1 ? "." : ", ");
  }
  if (about.notHeld > 0) parts.push(` ${formatCount(about.notHeld)} more are known to the stream and not held.`);
  if (!about.complete) parts.push(" Reading the past.");
  return parts;
}

function noneWords({ connection, complete }: AboutTheView): SentencePart {
  switch (connection) {
    case "connecting":
      return { text: "No agent known yet: connecting.", alarm: "unknown" };
    case "live":
      return {
        text: complete ? "No agent seen so far." : "No agent seen so far: still reading the past.",
        alarm: "unknown",
      };
    case "stale":
    case "lost":
    case "refused":
      return { text: "No agent known: there is no connection.", href: connectionPath(), alarm: "unknown" };
  }
}
