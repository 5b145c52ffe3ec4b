/** What the page is given of the servers. */
import type { AskFailure } from "../asked/ask-failure.ts";
import type { BrokerFinding } from "../streams/finding.ts";
import { worstFirst } from "../streams/finding.ts";
import { clusterFindings } from "./cluster-findings.ts";
import type { LinkFacts, ServerFacts } from "./server-facts.ts";
import { serverFindings } from "./server-findings.ts";
import type { KnownServer, Roster } from "./server-roster.ts";
import { silentSince } from "./server-roster.ts";
import type { ServerThresholds } from "./server-thresholds.ts";
import type { LinePoint, ServerLine, ServerRates } from "./server-watch.ts";
import { SERVER_LINES, lineOf, serverRates, trafficBars } from "./server-watch.ts";
import type { ObserverMs } from "#util/units.ts";

/** Where the figures come from, the best first: the system account, the HTTP monitors, or nobody but this login's own account. */
export type ServerSource = "system" | "monitor" | "account";

export interface ServerList {
  source: ServerSource;
  /** Why the better sources have nothing, those that were tried. */
  missing: readonly AskFailure[];
  /** Figures that the source has not, though it has others. */
  lacks: readonly AskFailure[];
  servers: readonly ServerRow[];
  /** Of clusters as a whole. */
  clusterFindings: readonly { cluster: string; finding: BrokerFinding }[];
  /** With the source `account`: what each server counts for this login's account. */
  accounts: readonly AccountFigures[];
}

export interface ServerRow {
  key: string;
  facts: ServerFacts;
  /** Over the last minute; null until there were two looks. */
  rates: ServerRates | null;
  /** Messages a second, see `trafficBars`. */
  bars: readonly (number | null)[];
  /** When it was heard last, where it no longer answers. */
  silentSince: ObserverMs | null;
  /** This page's own connection is to it. */
  isOurs: boolean;
  /** The worst first. */
  findings: readonly BrokerFinding[];
}

export interface ServerDetail {
  source: ServerSource;
  lacks: readonly AskFailure[];
  row: ServerRow;
  /** Of its cluster. */
  clusterFindings: readonly BrokerFinding[];
  lines: ReadonlyMap<ServerLine, readonly LinePoint[]>;
  /** Null: they could not be asked for at all. */
  links: readonly LinkFacts[] | null;
  otherServers: number;
}

/** What a server counts for one account. */
export interface AccountFigures {
  serverId: string;
  serverName: string;
  version: string;
  account: string;
  connections: number;
  leafNodes: number;
  subscriptions: number | null;
  slowConsumers: number;
  /** By the server, to clients of the account. */
  sentMessages: number;
  sentBytes: number;
  receivedMessages: number;
  receivedBytes: number;
}

export interface ServerLooks {
  roster: Roster;
  /** By server key; null: they were not told. */
  links: ReadonlyMap<string, readonly LinkFacts[]> | null;
  /** The id of the server that this page is connected to. */
  ownId: string | null;
  now: ObserverMs;
}

export interface JudgedServers {
  rows: readonly ServerRow[];
  clusterFindings: readonly { cluster: string; finding: BrokerFinding }[];
}

export function judgeServers({ roster, links, ownId, now }: ServerLooks, thresholds: ServerThresholds): JudgedServers {
  const together = clusterFindings(roster.servers, roster.clusters, links, thresholds);
  const rows = roster.servers.map((known): ServerRow => {
    const { key, facts, watch } = known;
    const alone = serverFindings({ facts, watch, links: links?.get(key) ?? [], now }, thresholds);
    return {
      key,
      facts,
      rates: serverRates(watch),
      bars: trafficBars(watch, now),
      silentSince: silentSince(known),
      isOurs: facts.id === ownId,
      findings: worstFirst([...alone, ...(together.servers.get(key) ?? [])]),
    };
  });
  return { rows, clusterFindings: together.clusters };
}

export function linesOf({ watch }: KnownServer): ReadonlyMap<ServerLine, readonly LinePoint[]> {
  return new Map(SERVER_LINES.map((line) => [line, lineOf(watch, line)]));
}
