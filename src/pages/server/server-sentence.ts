import { connectionPath, serverPath, serversPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import type { ServerDetail, ServerList, ServerRow } from "#model/server/server-list.ts";
import { serverName, untold } from "#model/server/server-words.ts";
import { rankOfSeverity, worstSeverity } from "#model/streams/finding.ts";
import type { BrokerFinding } from "#model/streams/finding.ts";
import type { Polled } from "#store/use-polled.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatCount, formatPlural } from "#util/format.ts";
import type { ObserverMs } from "#util/units.ts";

/** Whether the servers are well, in one line. It stands still unless something happened. */
export function serversSentence(polled: Polled<ServerList>, live: boolean, now: ObserverMs): readonly SentencePart[] {
  switch (polled.state) {
    case "loading":
      return notYet(live);
    case "failed":
      return [{ text: `The servers are not known. ${failureSentence(polled.failure)}`, alarm: "unknown" }];
    case "known":
      return knownSentence(polled.value, now);
  }
}

export function serverSentence(
  key: string,
  polled: Polled<ServerDetail>,
  live: boolean,
  now: ObserverMs,
): readonly SentencePart[] {
  switch (polled.state) {
    case "loading":
      return notYet(live);
    case "failed": {
      const why = polled.failure.why === "gone" ? `No server answers to ${key}.` : failureSentence(polled.failure);
      return [{ text: why, alarm: "unknown" }];
    }
    case "known": {
      const { row } = polled.value;
      return isTroubled(row) ? [troubleOf(row, now)] : [...wellParts(row, now)];
    }
  }
}

function notYet(live: boolean): readonly SentencePart[] {
  return live
    ? ["Asking the servers for their figures."]
    : [{ text: "No server known yet: there is no connection.", href: connectionPath(), alarm: "unknown" }];
}

function knownSentence(list: ServerList, now: ObserverMs): readonly SentencePart[] {
  const { source, servers, clusterFindings } = list;
  if (source === "account") {
    return [
      { text: "How the servers do is not known: this login may not ask them.", alarm: "unknown" },
      ...(list.accounts.length === 0 ? [] : [" What they tell of its own account is below."]),
    ];
  }
  const troubled = servers.filter(isTroubled);
  const pressing = clusterFindings.filter(({ finding }) => isPressing(finding));
  const parts: SentencePart[] = pressing.slice(0, 1).map(({ finding }) => ({
    text: `${finding.sentence} `,
    alarm: alarmOf([finding]),
  }));
  const [only] = servers;
  if (servers.length === 1 && only !== undefined) {
    return [...parts, ...(isTroubled(only) ? [troubleOf(only, now)] : wellParts(only, now))];
  }
  const [first] = troubled;
  if (first === undefined) {
    const all = { text: formatPlural(servers.length, "server"), href: serversPath() };
    return [...parts, "All ", all, parts.length === 0 ? " are well." : " are well by themselves."];
  }
  if (troubled.length === 1) {
    return [...parts, troubleOf(first, now), ` ${formatPlural(servers.length, "server")} in all.`];
  }
  return [
    ...parts,
    {
      text: formatPlural(troubled.length, "server"),
      href: serversPath(),
      alarm: alarmOf(troubled.flatMap(({ findings }) => findings)),
    },
    ` need someone, of ${formatCount(servers.length)}.`,
  ];
}

/** A notice alone is no reason to look. */
export function isTroubled({ findings }: Pick<ServerRow, "findings">): boolean {
  return findings.some(isPressing);
}

function isPressing({ severity }: BrokerFinding): boolean {
  return rankOfSeverity(severity) <= 1;
}

function alarmOf(findings: readonly BrokerFinding[]): "critical" | "warning" {
  return worstSeverity(findings) === "critical" ? "critical" : "warning";
}

function troubleOf({ key, facts, findings, silentSince }: ServerRow, now: ObserverMs): SentencePart {
  const name = serverName(facts);
  // Ages would change the sentence with every look.
  const words =
    silentSince === null
      ? `${name}: ${findings[0]?.sentence ?? ""}`
      : `${name} has not answered since ${formatClock(silentSince, now)}.`;
  return { text: words, href: serverPath(key), alarm: alarmOf(findings) };
}

function wellParts({ key, facts }: ServerRow, now: ObserverMs): readonly SentencePart[] {
  const since = facts.startedAt === null ? "" : `, up since ${formatClock(facts.startedAt, now)}`;
  const slow = facts.slowConsumers === 0 ? "no slow consumer" : formatPlural(facts.slowConsumers, "slow consumer");
  return [
    { text: serverName(facts), href: serverPath(key) },
    ` is well: nats-server ${facts.version}${since}, ${slow}.`,
  ];
}

/** What its version does not count, in one line; null where it counts all. */
export function versionNote(rows: readonly ServerRow[]): string | null {
  const byVersion = new Map(rows.map(({ facts }) => [facts.version, untold(facts)]));
  const told = [...byVersion].filter(([, missing]) => missing.length > 0);
  if (told.length === 0) return null;
  return told.map(([version, missing]) => `nats-server ${version} does not count ${missing.join(", ")}.`).join(" ");
}
