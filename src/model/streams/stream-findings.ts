/**
 * What is to be said of a stream. Thresholds: the stream's own metadata (`io.nats.monitor.*`), else those given, which are a deployment's or
 * the defaults.
 */
import { differing, driftCommand, driftOf, quoted } from "./drift.ts";
import type { StreamFill } from "./fill.ts";
import { fullest } from "./fill.ts";
import type { Outlook } from "./fill.ts";
import type { BrokerFinding } from "./finding.ts";
import { worstFirst } from "./finding.ts";
import { countThreshold, durationThreshold } from "./monitor-metadata.ts";
import type { StreamRates } from "./samples.ts";
import type { ReplicaBounds, ReplicaState } from "./replica-state.ts";
import { losesQuorum, replicasOf } from "./replica-state.ts";
import type { StreamFacts, UpstreamFacts } from "./stream-facts.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import { formatBytes, formatCount, formatDuration, formatPercent, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

export interface StreamLook {
  facts: StreamFacts;
  fill: StreamFill;
  outlook: Outlook;
  rates: StreamRates | null;
  watch: StreamWatch | null;
  /** The server's moment; null: not known. */
  now: ServerMs | null;
}

export function streamFindings(look: StreamLook, thresholds: BrokerThresholds): BrokerFinding[] {
  return worstFirst([
    ...clusterFindings(look, thresholds),
    ...fillFindings(look, thresholds),
    ...upstreamFindings(look, thresholds),
    ...countFindings(look, thresholds),
    ...changeFindings(look),
    ...settingFindings(look),
  ]);
}

// ---- where it lives

function clusterFindings({ facts }: StreamLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { cluster, replicas, metadata, name } = facts;
  if (cluster === null) return [];
  const findings: BrokerFinding[] = [];
  if (cluster.leader === null) {
    // Whoever answers in its place knows nothing of the others.
    return [
      {
        code: "no-leader",
        severity: "critical",
        sentence: "It has no leader: nothing can be stored or read from it.",
        remedy: `Bring back the servers that hold it; then: nats stream cluster step-down ${quoted(name)}`,
      },
    ];
  }
  const bounds = replicaBounds(facts, thresholds);
  const judged = replicasOf(cluster, bounds);
  const named = (wanted: ReplicaState): string[] =>
    judged.filter(({ state }) => state === wanted).map((replica) => replica.name);
  const [offline, silent, behind] = [named("offline"), named("silent"), named("behind")];
  const away = [...offline, ...silent];
  if (away.length > 0 && losesQuorum(away.length, replicas)) {
    findings.push({
      code: "quorum-lost",
      severity: "critical",
      sentence: `${formatCount(away.length)} of ${formatPlural(replicas, "replica")} are not there (${away.join(", ")}): it has no majority left.`,
      remedy: AWAY_REMEDY,
    });
  } else {
    if (offline.length > 0) {
      findings.push({
        code: "replica-offline",
        severity: "warning",
        sentence: `A replica is offline: ${offline.join(", ")}.`,
        remedy: AWAY_REMEDY,
      });
    }
    if (silent.length > 0) {
      findings.push({
        code: "replica-silent",
        severity: "warning",
        // The time itself runs on: the list of replicas has it.
        sentence: `A replica is not there: its leader has not heard of ${silent.join(", ")} for over ${formatDuration(bounds.seenMs)}.`,
        remedy: AWAY_REMEDY,
      });
    }
  }
  // Peers without a figure of their own in the metadata are held to what the configuration asks for.
  const wanted = countThreshold(metadata, "peer-expect") ?? replicas;
  const present = cluster.replicas.length + 1;
  if (present !== wanted) {
    findings.push({
      code: "replicas-missing",
      severity: "critical",
      sentence: `It has ${formatPlural(present, "peer")} where ${formatCount(wanted)} are wanted.`,
      remedy: "See whether the cluster has enough servers with JetStream and room for it.",
    });
  }
  if (behind.length > 0) {
    findings.push({
      code: "replica-lag",
      severity: "warning",
      sentence: `${behind.join(", ")} ${behind.length === 1 ? "is" : "are"} more than ${formatCount(bounds.lag)} operations behind the leader.`,
      remedy: "Look at that server's disk and network. It catches up by itself unless it is too slow.",
    });
  }
  return findings;
}

const AWAY_REMEDY = "Start the server again, or give the stream another peer: nats stream cluster peer-remove";

/** The stream's own bounds, else those given. */
export function replicaBounds({ metadata }: StreamFacts, thresholds: BrokerThresholds): ReplicaBounds {
  return {
    lag: countThreshold(metadata, "peer-lag-critical") ?? thresholds.replicaLag,
    seenMs: durationThreshold(metadata, "peer-seen-critical") ?? thresholds.replicaSeenMs,
  };
}

// ---- how full it is

function fillFindings({ facts, fill, outlook }: StreamLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { discard, retention, limits } = facts;
  const refuses = discard === "new";
  const losesWork = !refuses && retention !== "limits";
  const findings: BrokerFinding[] = [];
  const top = fullest(fill);
  const remedy = roomRemedy(facts);
  if (outlook.state === "full") {
    if (refuses) {
      findings.push({
        code: "refuses-publishers",
        severity: "critical",
        sentence: `It is full by ${outlook.limit} and discards new messages: publishers are refused.`,
        remedy,
      });
    } else {
      findings.push({
        code: losesWork ? "work-lost-soon" : "full",
        severity: losesWork ? "critical" : "notice",
        sentence: losesWork
          ? `It is full by ${outlook.limit}: messages that nobody has handled are deleted as new ones come.`
          : `It is full by ${outlook.limit}: its oldest messages are deleted as new ones come.`,
        remedy,
      });
    }
  } else if (top !== null && top.ratio >= thresholds.fillWarning) {
    const critical = (refuses || losesWork) && top.ratio >= thresholds.fillCritical;
    findings.push({
      code: "near-limit",
      severity: critical ? "critical" : refuses || losesWork ? "warning" : "notice",
      sentence: `Its ${top.limit} are at ${formatPercent(top.ratio)} of their limit; when it is reached, ${atLimit(refuses, losesWork)}.`,
      remedy,
    });
  }
  if (outlook.state === "filling" && outlook.inMs < thresholds.fillsSoonMs) {
    const atOnce = outlook.inMs < thresholds.fillsAtOnceMs;
    findings.push({
      code: losesWork ? "work-lost-soon" : "fills-soon",
      severity: refuses || losesWork ? (atOnce ? "critical" : "warning") : "notice",
      sentence: `At this rate its ${outlook.limit} reach their limit within ${atOnce ? "an hour" : "a day"}; then ${atLimit(refuses, losesWork)}.`,
      remedy,
    });
  }
  if (limits.consumers !== null && facts.state.consumers >= limits.consumers * 0.9) {
    findings.push({
      code: "consumers-near-limit",
      severity: "warning",
      sentence: `It has ${formatCount(facts.state.consumers)} of at most ${formatCount(limits.consumers)} consumers.`,
      remedy: "Remove consumers that nobody uses, or raise max_consumers.",
    });
  }
  return findings;
}

function atLimit(refuses: boolean, losesWork: boolean): string {
  if (refuses) return "publishers are refused";
  return losesWork ? "messages that nobody has handled are deleted" : "the oldest messages are deleted";
}

function roomRemedy({ name, limits, mirror, retention }: StreamFacts): string {
  if (mirror !== null) return "Give the mirror the limits of its origin.";
  const limit = limits.bytes === null ? `--max-msgs=${2 * (limits.messages ?? 0)}` : `--max-bytes=${2 * limits.bytes}`;
  const first =
    retention === "limits"
      ? "Raise the limit, or let messages go sooner"
      : "Handle messages faster, or raise the limit";
  return `${first}: nats stream edit ${quoted(name)} ${limit}`;
}

// ---- what it copies

function upstreamFindings({ facts }: StreamLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { mirror, sources, metadata } = facts;
  const upstreams = mirror === null ? sources : [mirror, ...sources];
  const findings: BrokerFinding[] = [];
  const least = countThreshold(metadata, "min-sources");
  const most = countThreshold(metadata, "max-sources");
  if ((least !== null && sources.length < least) || (most !== null && sources.length > most)) {
    findings.push({
      code: "upstream-count",
      severity: "critical",
      sentence: `It has ${formatPlural(sources.length, "source")}; its metadata ask for ${least ?? 0} to ${most ?? "any number"}.`,
      remedy: "Add or remove sources, or change io.nats.monitor.min-sources and max-sources.",
    });
  }
  const lagLimit = countThreshold(metadata, "lag-critical");
  const seenLimit = durationThreshold(metadata, "seen-critical");
  if (upstreams.length === 0 && (lagLimit !== null || seenLimit !== null)) {
    findings.push({
      code: "upstream-count",
      severity: "critical",
      sentence: "Its metadata give bounds for a mirror or a source, and it has neither.",
      remedy: "Set up the mirror again, or take the bounds out of its metadata.",
    });
  }
  for (const upstream of upstreams) findings.push(...oneUpstream(upstream, lagLimit, seenLimit, thresholds));
  return findings;
}

function oneUpstream(
  { name, lag, activeMs, error }: UpstreamFacts,
  lagLimit: number | null,
  seenLimit: number | null,
  thresholds: BrokerThresholds,
): BrokerFinding[] {
  const findings: BrokerFinding[] = [];
  if (error !== null) {
    findings.push({
      code: "upstream-error",
      severity: "critical",
      sentence: `Copying from ${name} fails: ${error}.`,
      remedy: "See whether the origin is there and this account may read it.",
    });
  }
  if (lag >= (lagLimit ?? thresholds.upstreamLag)) {
    findings.push({
      code: "upstream-lag",
      severity: lagLimit === null ? "warning" : "critical",
      sentence: `It is ${formatCount(lag)} messages behind ${name}.`,
      remedy: "Look at the link between the two, and at the disk of the server that copies.",
    });
  }
  // An origin that is silent has nothing to copy: without a bound of its own only something left to copy counts.
  const silent = activeMs === null || activeMs >= (seenLimit ?? thresholds.upstreamSeenMs);
  if (silent && (seenLimit !== null || lag > 0)) {
    findings.push({
      code: "upstream-silent",
      severity: seenLimit === null ? "warning" : "critical",
      sentence:
        activeMs === null
          ? `It has never heard of ${name}.`
          : `It has not heard of ${name} for over ${formatDuration(seenLimit ?? thresholds.upstreamSeenMs)}.`,
      remedy: "See whether the origin is there, and the link to it.",
    });
  }
  return findings;
}

// ---- how much is in it

const MANY_DELETED = { share: 0.9, least: 100_000, most: 100_000_000 } as const;

function countFindings({ facts, now }: StreamLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { state, metadata } = facts;
  const findings: BrokerFinding[] = [];
  const fewCritical = countThreshold(metadata, "msgs-critical");
  const fewWarning = countThreshold(metadata, "msgs-warn");
  const few = fewCritical !== null && state.messages <= fewCritical ? fewCritical : null;
  const ratherFew = fewWarning !== null && state.messages <= fewWarning ? fewWarning : null;
  if (few !== null || ratherFew !== null) {
    findings.push({
      code: "too-few-messages",
      severity: few === null ? "warning" : "critical",
      sentence: `It holds ${formatPlural(state.messages, "message")}; its metadata ask for more than ${formatCount(few ?? ratherFew ?? 0)}.`,
      remedy: "See whether its publishers run.",
    });
  }
  findings.push(...quietFindings(facts, now, thresholds));
  findings.push(...subjectFindings(facts, thresholds));
  if (state.lost > 0) {
    findings.push({
      code: "lost-messages",
      severity: "critical",
      sentence: `${formatPlural(state.lost, "message")} of it ${state.lost === 1 ? "is" : "are"} damaged on the server's disk and lost.`,
      remedy: "Look at that server's disk. Another replica, a mirror or a backup may still have them.",
    });
  }
  if (state.subjects !== null && state.subjects > state.messages) {
    findings.push({
      code: "more-subjects-than-messages",
      severity: "warning",
      sentence: `It says ${formatCount(state.subjects)} subjects for ${formatPlural(state.messages, "message")}: its index is wrong.`,
      remedy: "Restart the server that leads it, which makes the index anew.",
    });
  }
  const span = state.messages + state.deleted;
  if (
    state.deleted > MANY_DELETED.most ||
    (state.deleted > MANY_DELETED.least && state.deleted > span * MANY_DELETED.share)
  ) {
    findings.push({
      code: "many-deleted",
      severity: "warning",
      sentence: `${formatCount(state.deleted)} of its ${formatCount(span)} sequences are deleted ones in between: reading it is slow.`,
      remedy: "Let old messages go by age or by a limit per subject, so that its first sequence moves on.",
    });
  }
  return findings;
}

/** Where the critical figure is below the warning one, few subjects are what is feared. */
/** By the stream's newest message, whatever its subject is. */
function quietFindings({ state }: StreamFacts, now: ServerMs | null, { quietMs }: BrokerThresholds): BrokerFinding[] {
  if (quietMs === null || now === null || state.lastAt === null || now - state.lastAt < quietMs) return [];
  return [
    {
      code: "quiet",
      severity: "warning",
      sentence: `Nothing was published into it for over ${formatDuration(quietMs)}.`,
      remedy: "See whether its publishers run.",
    },
  ];
}

function subjectFindings({ state, metadata }: StreamFacts, thresholds: BrokerThresholds): BrokerFinding[] {
  if (state.subjects === null) return [];
  const { subjects } = state;
  const critical = countThreshold(metadata, "subjects-critical");
  const warning = countThreshold(metadata, "subjects-warn");
  const fearFew = critical !== null && warning !== null && critical < warning;
  const reached = (bound: number | null): boolean =>
    bound !== null && (fearFew ? subjects <= bound : subjects >= bound);
  if (reached(critical) || reached(warning)) {
    return [
      {
        code: "subject-count",
        severity: reached(critical) ? "critical" : "warning",
        sentence: `It has ${formatPlural(subjects, "subject")}; its metadata call ${formatCount((reached(critical) ? critical : warning) ?? 0)} too ${fearFew ? "few" : "many"}.`,
        remedy: "See who publishes on which subjects.",
      },
    ];
  }
  if (critical !== null || warning !== null || subjects < thresholds.subjects) return [];
  return [
    {
      code: "many-subjects",
      severity: "warning",
      sentence: `It has ${formatCount(subjects)} subjects: the server keeps an index of them in memory.`,
      remedy: "Put what identifies a single message into a header rather than the subject.",
    },
  ];
}

// ---- what changed while we watched

function changeFindings({ facts, watch }: StreamLook): BrokerFinding[] {
  const findings: BrokerFinding[] = [];
  if (watch === null) return findings;
  if (watch.recreatedAt !== null) {
    findings.push({
      code: "recreated",
      severity: "warning",
      sentence: "It was deleted and made again, or lost its newest messages, while this page watched.",
      remedy: "Readers that kept a sequence have to start anew.",
    });
  }
  if (watch.changed !== null) {
    findings.push({
      code: "config-changed",
      severity: "notice",
      sentence: `Its configuration was changed while this page watched: ${watch.changed.fields.join(", ")}.`,
      remedy: "Nothing to do if that was meant.",
    });
  }
  if (watch.leaderChangesAt.length > 1) {
    findings.push({
      code: "leader-changes",
      severity: "warning",
      sentence: `Its leader changed ${formatCount(watch.leaderChangesAt.length)} times within 10 minutes (now ${facts.cluster?.leader ?? "none"}).`,
      remedy: "Look at the servers' load, their disks and the routes between them.",
    });
  }
  return findings;
}

// ---- how it is set up

const LARGE_MEMORY_BYTES = 100 * 2 ** 20;
const LARGE_FILE_BYTES = 2 ** 30;
const LONG_WINDOW_MS = 60 * MINUTE_MS;
const BUSY_PER_SECOND = 10;

function settingFindings({ facts, rates }: StreamLook): BrokerFinding[] {
  const { name, limits, state, storage, replicas, cluster, compression, duplicateWindowMs } = facts;
  const findings: BrokerFinding[] = [];
  const drift = driftOf(facts);
  const off = drift === null ? [] : differing(drift);
  if (drift !== null && off.length > 0) {
    findings.push({
      code: "drift",
      severity: "notice",
      sentence: `It is not as provisioning makes it: ${off.map(({ field, found, wanted }) => `${field} is ${found}, wanted ${wanted}`).join("; ")}.`,
      remedy: driftCommand(name, drift) ?? "What differs cannot be changed afterwards: make the stream anew.",
    });
  }
  if (
    limits.messages === null &&
    limits.bytes === null &&
    limits.ageMs === null &&
    limits.perSubject === null &&
    facts.retention === "limits" &&
    facts.mirror === null
  ) {
    findings.push({
      code: "no-limits",
      severity: "notice",
      sentence: "It has no limit at all: it grows until the storage is full.",
      remedy: `nats stream edit ${quoted(name)} --max-age=7d`,
    });
  }
  if (!facts.allowDirect && replicas > 1) {
    findings.push({
      code: "no-direct-get",
      severity: "notice",
      sentence: "It has replicas, and only its leader answers readers.",
      remedy: `nats stream edit ${quoted(name)} --allow-direct`,
    });
  }
  if (cluster?.name !== null && cluster !== null && replicas === 1) {
    findings.push({
      code: "single-replica",
      severity: "notice",
      sentence: "It stands in a cluster with one replica: it is gone while that server is.",
      remedy: `nats stream edit ${quoted(name)} --replicas=3`,
    });
  }
  if (storage === "memory" && state.bytes >= LARGE_MEMORY_BYTES) {
    findings.push({
      code: "large-in-memory",
      severity: "notice",
      sentence: `It holds ${formatBytes(state.bytes)} in memory.`,
      remedy: "Make it anew with file storage, or limit its bytes.",
    });
  }
  if (storage === "file" && state.bytes >= LARGE_FILE_BYTES && compression === "none") {
    findings.push({
      code: "large-uncompressed",
      severity: "notice",
      sentence: `It holds ${formatBytes(state.bytes)} uncompressed.`,
      remedy: `nats stream edit ${quoted(name)} --compression=s2`,
    });
  }
  if (duplicateWindowMs !== null && duplicateWindowMs > LONG_WINDOW_MS && (rates?.inPerSecond ?? 0) > BUSY_PER_SECOND) {
    findings.push({
      code: "long-duplicate-window",
      severity: "notice",
      sentence: `It remembers message ids for ${formatDuration(duplicateWindowMs)}, at over ${formatCount(BUSY_PER_SECOND)} messages a second: that takes memory.`,
      remedy: `nats stream edit ${quoted(name)} --dupe-window=2m`,
    });
  }
  return findings;
}
