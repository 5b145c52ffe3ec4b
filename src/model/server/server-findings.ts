/** What a person should know of one server by itself; what only the others tell of it is in `cluster-findings.ts`. */
import type { BrokerFinding, Severity } from "../streams/finding.ts";
import type { HealthProblem, JetStreamFacts, LinkFacts, ServerFacts, StoreFacts } from "./server-facts.ts";
import type { ServerFindingCode } from "./server-finding-codes.ts";
import type { ServerThresholds } from "./server-thresholds.ts";
import type { ServerWatch } from "./server-watch.ts";
import { isSilent, riseOf, serverRates } from "./server-watch.ts";
import { cpuShare } from "./server-words.ts";
import { formatBytes, formatCount, formatDuration, formatFigure, formatMilliseconds } from "#util/format.ts";
import { formatPercent, formatPlural } from "#util/format.ts";
import type { ObserverMs } from "#util/units.ts";
import { HOUR_MS } from "#util/units.ts";

export interface ServerLook {
  facts: ServerFacts;
  watch: ServerWatch;
  links: readonly LinkFacts[];
  now: ObserverMs;
}

export type Tell = (code: ServerFindingCode, severity: Severity, sentence: string, remedy: string) => void;

export function serverFindings(look: ServerLook, thresholds: ServerThresholds): BrokerFinding[] {
  const findings: BrokerFinding[] = [];
  const tell: Tell = (code, severity, sentence, remedy) => findings.push({ code, severity, sentence, remedy });
  const { facts, watch, links, now } = look;
  if (isSilent(watch)) {
    tell(
      "server-silent",
      "critical",
      `It has not answered for ${formatDuration(now - watch.heardAt)}; what is shown of it is that old.`,
      "Look whether its process runs, and whether the other servers reach it.",
    );
    // Nothing else can be said of a server that says nothing.
    return findings;
  }
  tellHealth(facts, tell);
  tellStarts(look, thresholds, tell);
  tellCounters(look, thresholds, tell);
  tellLimits(facts, thresholds, tell);
  if (facts.jetstream !== null) tellJetStream(facts.jetstream, watch, thresholds, tell);
  for (const link of links) tellLink(link, thresholds, tell);
  const named = [facts.name, facts.cluster, facts.jetstream?.domain].filter((name) => /\s/u.test(name ?? ""));
  if (named.length > 0) {
    tell(
      "white-space-in-name",
      "warning",
      `White space stands in a name: ${named.map((name) => JSON.stringify(name)).join(", ")}.`,
      "Names become parts of subjects: rename it and restart.",
    );
  }
  return findings;
}

const ACCOUNT_KINDS: ReadonlySet<string | null> = new Set(["ACCOUNT"]);

function tellHealth({ health }: ServerFacts, tell: Tell): void {
  if (health === null || health.ok) return;
  const only = health.problems.length > 0 && health.problems.every(({ kind }) => ACCOUNT_KINDS.has(kind));
  tell(
    "unhealthy",
    only ? "warning" : "critical",
    `It says of itself that it is not well: ${problemWords(health.problems)}.`,
    "The server's log has more. A server that was just started may still be recovering its streams.",
  );
}

const MOST_PROBLEMS = 3;

function problemWords(problems: readonly HealthProblem[]): string {
  if (problems.length === 0) return "no reason given";
  const told = problems.slice(0, MOST_PROBLEMS).map(({ text }) => text.replace(/\.$/u, ""));
  const more = problems.length - told.length;
  return more > 0 ? `${told.join("; ")}; and ${formatCount(more)} more` : told.join("; ");
}

function tellStarts({ watch, now }: ServerLook, { restartedMs }: ServerThresholds, tell: Tell): void {
  const inAnHour = watch.startsAt.filter((at) => now - at < HOUR_MS).length;
  const last = watch.startsAt.at(-1);
  if (inAnHour > 2) {
    tell(
      "restarts-often",
      "critical",
      `It was started ${inAnHour} times within an hour.`,
      "The end of its log says why it ended: look for a panic, or for the system having run out of memory.",
    );
  } else if (last !== undefined && now - last < restartedMs) {
    tell(
      "restarted",
      "warning",
      `It was started anew ${formatDuration(now - last)} ago, while the page watched.`,
      "Nothing, where somebody restarted it; else the end of its log says why it ended.",
    );
  }
}

function tellCounters({ facts, watch }: ServerLook, { windowMs }: ServerThresholds, tell: Tell): void {
  const slow = riseOf(watch, "slowConsumers", windowMs) ?? 0;
  if (slow > 0) {
    tell(
      "slow-consumers",
      "critical",
      `It cut off ${formatPlural(slow, "slow consumer")} within ${formatDuration(windowMs)}${kindsOf(facts)}: messages to them were lost.`,
      "Connections with pending bytes are the next ones: make what reads there faster, or spread it over more subscribers.",
    );
  } else if (facts.slowConsumers > 0) {
    tell(
      "slow-consumers",
      "notice",
      `It has cut off ${formatPlural(facts.slowConsumers, "slow consumer")} since it started${kindsOf(facts)}, none just now.`,
      "The server's log names them.",
    );
  }
  const stale = riseOf(watch, "staleConnections", windowMs) ?? 0;
  if (stale > 0) {
    tell(
      "stale-connections",
      "warning",
      `${formatPlural(stale, "connection")} stopped answering pings within ${formatDuration(windowMs)}.`,
      "Look at the network between the server and its clients, or for clients that hang.",
    );
  }
  const stalled = riseOf(watch, "stalledClients", windowMs) ?? 0;
  if (stalled > 0) {
    tell(
      "stalled-clients",
      "warning",
      `Publishers were held back ${formatCount(stalled)} times within ${formatDuration(windowMs)}, because those who read are too slow.`,
      "Connections with pending bytes are those who read too slowly.",
    );
  }
}

/** " (2 of routes)": said only where it is not clients, which is what everybody expects. */
function kindsOf({ slowConsumersBy }: ServerFacts): string {
  if (slowConsumersBy === null) return "";
  const { routes, gateways, leafs } = slowConsumersBy;
  const others = [
    [routes, "route"],
    [gateways, "gateway"],
    [leafs, "leaf node"],
  ] as const;
  const told = others.filter(([count]) => count > 0).map(([count, name]) => formatPlural(count, name));
  return told.length === 0 ? "" : ` (since it started: ${told.join(", ")})`;
}

function tellLimits(facts: ServerFacts, thresholds: ServerThresholds, tell: Tell): void {
  const { used, limit } = facts.connections;
  if (limit !== null && limit > 0 && used >= limit * thresholds.connectionsWarning) {
    tell(
      "connections-near-limit",
      used >= limit * thresholds.connectionsCritical ? "critical" : "warning",
      `${formatCount(used)} of at most ${formatPlural(limit, "connection")} are taken.`,
      `Raise max_connections, or look below for clients that connect again and again: max_connections: ${limit * 2}`,
    );
  }
  if (!facts.authRequired) {
    const alone = isLoopback(facts.address);
    tell(
      "no-authorization",
      alone ? "notice" : "critical",
      alone
        ? "It lets in everybody who reaches it; only this machine does."
        : `It lets in everybody who reaches it, and it listens on ${facts.address}.`,
      "Give it users or accounts; the Connection page prints a set-up whose screens can only read.",
    );
  }
  const share = cpuShare(facts);
  if (share !== null && share >= thresholds.cpu) {
    tell(
      "cpu-high",
      "warning",
      `It uses ${formatPercent(share)} of its ${formatPlural(facts.cores ?? 0, "core")}.`,
      "Spread clients over more servers, or give it more cores.",
    );
  }
  if (facts.certificateEndsAt !== null && facts.at !== null) {
    const leftMs = facts.certificateEndsAt - facts.at;
    if (leftMs < thresholds.certificateWarningMs) {
      tell(
        "certificate-ends",
        leftMs < thresholds.certificateCriticalMs ? "critical" : "warning",
        leftMs <= 0 ? "A certificate of its has ended." : `A certificate of its ends in ${formatDuration(leftMs)}.`,
        "Put the new certificate in place; the server reads it on reload, its WebSocket's after a restart.",
      );
    }
  }
}

function isLoopback(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?):\d+$/u.test(address);
}

function tellJetStream(jetstream: JetStreamFacts, watch: ServerWatch, thresholds: ServerThresholds, tell: Tell): void {
  tellStore("storage-near-limit", "file storage", "max_file_store", jetstream.storage, thresholds, tell);
  tellStore("memory-near-limit", "memory storage", "max_memory_store", jetstream.memory, thresholds, tell);
  const { reservedBytes, limitBytes } = jetstream.storage;
  if (limitBytes !== null && limitBytes > 0 && reservedBytes >= limitBytes * thresholds.storageWarning) {
    tell(
      "storage-promised",
      "warning",
      `${formatBytes(reservedBytes)} of ${formatBytes(limitBytes)} are promised to streams: a new stream with a limit by bytes may be refused.`,
      "Lower max_bytes of streams that do not need it, or raise max_file_store.",
    );
  }
  const { windowMs } = thresholds;
  const [requests, errors] = [riseOf(watch, "apiTotal", windowMs), riseOf(watch, "apiErrors", windowMs)];
  if (requests !== null && errors !== null && requests >= thresholds.apiErrorsOf) {
    if (errors > requests * thresholds.apiErrors) {
      tell(
        "api-errors",
        "warning",
        `${formatPercent(errors / requests)} of ${formatCount(requests)} JetStream requests within ${formatDuration(windowMs)} were answered with an error.`,
        "Somebody asks for streams or consumers that are not there: nats events --js-advisory shows who.",
      );
    }
  }
  if ((jetstream.apiInFlight ?? 0) > thresholds.apiInFlight) {
    tell(
      "api-in-flight",
      "warning",
      `${formatCount(jetstream.apiInFlight ?? 0)} JetStream requests wait for their answers.`,
      "Look for clients that list streams or make consumers in a loop.",
    );
  }
  const perSecond = serverRates(watch)?.apiPerSecond ?? 0;
  if (perSecond >= thresholds.apiPerSecond) {
    tell(
      "api-rate",
      "notice",
      `JetStream answers ${formatFigure(perSecond)} requests a second.`,
      "Look for clients that list streams or make consumers in a loop.",
    );
  }
  if (jetstream.haAssets >= thresholds.haAssets) {
    tell(
      "many-ha-assets",
      "warning",
      `It takes part in ${formatPlural(jetstream.haAssets, "replicated stream or consumer", "replicated streams and consumers")}.`,
      "Use fewer replicas where one is enough, or spread them over more servers.",
    );
  }
}

function tellStore(
  code: "storage-near-limit" | "memory-near-limit",
  what: string,
  setting: string,
  { usedBytes, limitBytes }: StoreFacts,
  thresholds: ServerThresholds,
  tell: Tell,
): void {
  if (limitBytes === null || limitBytes <= 0 || usedBytes < limitBytes * thresholds.storageWarning) return;
  tell(
    code,
    usedBytes >= limitBytes * thresholds.storageCritical ? "critical" : "warning",
    `JetStream's ${what} is ${formatPercent(usedBytes / limitBytes)} full: ${formatBytes(usedBytes)} of ${formatBytes(limitBytes)}.`,
    `When it is full nothing is stored any more. Remove streams, lower their limits, or raise ${setting}.`,
  );
}

const LINK_WORDS = { route: "route to", gateway: "gateway to", leaf: "leaf node" } as const;

function tellLink(link: LinkFacts, thresholds: ServerThresholds, tell: Tell): void {
  const what = `Its ${LINK_WORDS[link.kind]} ${link.remote}`;
  if (link.rttMs !== null && link.rttMs > thresholds.linkRttMs[link.kind]) {
    tell(
      "link-slow",
      "warning",
      `${what} has a round trip of ${formatMilliseconds(link.rttMs)}.`,
      link.kind === "route"
        ? "Servers of one cluster belong near each other: what is far away is a cluster of its own, behind a gateway."
        : "Look at the network between the two.",
    );
  }
  if (link.pendingBytes > thresholds.linkPendingBytes) {
    tell(
      "link-pending",
      "warning",
      `${what} has ${formatBytes(link.pendingBytes)} that wait to be sent.`,
      "The network between the two, or the other server, is too slow for what is sent.",
    );
  }
  const subscriptions = link.subscriptions ?? 0;
  if (link.kind === "leaf" && subscriptions > thresholds.leafSubscriptionsWarning) {
    tell(
      "leaf-subscriptions",
      subscriptions > thresholds.leafSubscriptionsCritical ? "critical" : "warning",
      `${what} has ${formatPlural(subscriptions, "subscription")}.`,
      "Each one crosses the link when it comes back: subscribe with wildcards, or import less.",
    );
  }
}
