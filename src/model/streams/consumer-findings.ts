/** What is to be said of a consumer beside its verdict. Thresholds: its own metadata (`io.nats.monitor.*`), else those given. */
import type { ConsumerLook } from "./consumer-verdict.ts";
import { lostUnseen, unackedWords } from "./consumer-verdict.ts";
import type { BrokerFinding } from "./finding.ts";
import { worstFirst } from "./finding.ts";
import { countThreshold, durationThreshold, flagThreshold } from "./monitor-metadata.ts";
import { isAway, losesQuorum, replicasOf } from "./replica-state.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import { formatCount, formatDuration, formatPercent, formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";

export function consumerFindings(look: ConsumerLook, thresholds: BrokerThresholds): BrokerFinding[] {
  return worstFirst([
    ...placeFindings(look),
    ...ackFindings(look, thresholds),
    ...idleFindings(look),
    ...clusterFindings(look, thresholds),
    ...retryFindings(look),
  ]);
}

function placeFindings(look: ConsumerLook): BrokerFinding[] {
  const { facts, stream } = look;
  const findings: BrokerFinding[] = [];
  const lost = lostUnseen(look);
  if (lost > 0) {
    findings.push({
      code: "messages-lost-unseen",
      severity: "critical",
      sentence: `${formatPlural(lost, "message")} went from the stream before this consumer was given them.`,
      remedy: "Let the stream keep messages for longer, or read faster. What is gone cannot be had again.",
    });
  }
  // A stream is asked for before its consumers: what came in between is no fault.
  if (stream !== null && look.deliveredBefore !== null && look.deliveredBefore > stream.state.lastSeq) {
    findings.push({
      code: "ahead-of-stream",
      severity: "critical",
      sentence: `It was given sequence ${formatCount(look.deliveredBefore)}; the stream ends at ${formatCount(stream.state.lastSeq)}. It will skip new messages up to there.`,
      remedy: "The stream was made again or lost its newest messages: make the consumer anew.",
    });
  }
  const most = countThreshold(facts.metadata, "unprocessed-critical");
  if (most !== null && facts.pending >= most) {
    findings.push({
      code: "unprocessed",
      severity: "critical",
      sentence: `${formatPlural(facts.pending, "message")} pending; its metadata call ${formatCount(most)} too many.`,
      remedy: "Start more workers, or see why those that run are slow.",
    });
  }
  return findings;
}

const GAP = { warning: 100_000, critical: 1_000_000 } as const;

function ackFindings({ facts }: ConsumerLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { ackPending, maxAckPending, redelivered, metadata } = facts;
  const findings: BrokerFinding[] = [];
  const most = countThreshold(metadata, "outstanding-ack-critical");
  if (most !== null && ackPending >= most) {
    findings.push({
      code: "outstanding-acks",
      severity: "critical",
      sentence: `${unackedWords(ackPending)}; its metadata call ${formatCount(most)} too many.`,
      remedy: "See whether its workers acknowledge what they have done.",
    });
  } else if (maxAckPending !== null && ackPending >= maxAckPending * thresholds.ackPending) {
    findings.push({
      code: "near-max-ack-pending",
      severity: "warning",
      sentence: `${formatCount(ackPending)} of at most ${formatCount(maxAckPending)} messages wait for an acknowledgement, ${formatPercent(ackPending / maxAckPending)}.`,
      remedy: "See whether its workers acknowledge what they have done, start more of them, or raise max_ack_pending.",
    });
  }
  const times = countThreshold(metadata, "redelivery-critical");
  if (times !== null && redelivered >= times) {
    findings.push({
      code: "redelivery",
      severity: "critical",
      sentence: `${formatPlural(redelivered, "message")} were delivered more than once and are not acknowledged; its metadata call ${formatCount(times)} too many.`,
      remedy: "See which messages they are: perhaps its workers fail on the same ones again and again.",
    });
  }
  const gap = facts.delivered.consumerSeq - facts.ackFloor.consumerSeq;
  const critical = gap > GAP.critical || (maxAckPending !== null && gap > 5 * maxAckPending);
  if (
    facts.ackPolicy !== "none" &&
    (critical || gap > GAP.warning || (maxAckPending !== null && gap > 2 * maxAckPending))
  ) {
    findings.push({
      code: "ack-floor-gap",
      severity: critical ? "critical" : "warning",
      sentence: `${formatCount(gap)} deliveries lie between the oldest one that is not acknowledged and the newest.`,
      remedy: "One old message is never acknowledged: see which, and let its worker acknowledge or terminate it.",
    });
  }
  return findings;
}

/** Nothing delivered or acknowledged is a fault only while something waits to be: an idle consumer is well. */
function idleFindings({ facts, now }: ConsumerLook): BrokerFinding[] {
  const { metadata, delivered, ackFloor, pending, ackPending, waiting, groups, pinnedPolicy } = facts;
  const findings: BrokerFinding[] = [];
  const pulls = countThreshold(metadata, "waiting-critical");
  if (pulls !== null && waiting >= pulls) {
    findings.push({
      code: "waiting-pulls",
      severity: "critical",
      sentence: `${formatPlural(waiting, "pull")} wait; its metadata call ${formatCount(pulls)} too many.`,
      remedy: "See whether clients open pulls that they never read.",
    });
  }
  const since = (lastAt: number | null): number => (now === null ? 0 : now - (lastAt ?? Number.NEGATIVE_INFINITY));
  const delivery = durationThreshold(metadata, "last-delivery-critical");
  if (delivery !== null && pending > 0 && since(delivered.lastAt) >= delivery) {
    findings.push({
      code: "last-delivery",
      severity: "critical",
      sentence: `${formatPlural(pending, "message")} pending and nothing delivered for over ${formatDuration(delivery)}.`,
      remedy: "See whether its workers run.",
    });
  }
  const ack = durationThreshold(metadata, "last-ack-critical");
  if (ack !== null && ackPending > 0 && since(ackFloor.lastAt) >= ack) {
    findings.push({
      code: "last-ack",
      severity: "critical",
      sentence: `${unackedWords(ackPending)} and none came for over ${formatDuration(ack)}.`,
      remedy: "See whether its workers hang.",
    });
  }
  if (flagThreshold(metadata, "pinned") && (!pinnedPolicy || groups.some((group) => !group.pinned))) {
    findings.push({
      code: "unpinned",
      severity: "critical",
      sentence: pinnedPolicy
        ? "A group of it has no pinned client."
        : "Its metadata ask for pinned clients; its policy has none.",
      remedy: "Start a client that pulls for the group.",
    });
  }
  return findings;
}

function clusterFindings({ facts }: ConsumerLook, thresholds: BrokerThresholds): BrokerFinding[] {
  const { cluster } = facts;
  if (cluster === null) return [];
  if (cluster.leader === null) {
    return [
      {
        code: "consumer-no-leader",
        severity: "critical",
        sentence: "It has no leader: nothing is delivered.",
        remedy: "Bring back the servers that hold it.",
      },
    ];
  }
  const findings: BrokerFinding[] = [];
  const bounds = { lag: thresholds.consumerReplicaLag, seenMs: thresholds.replicaSeenMs };
  const states = replicasOf(cluster, bounds);
  const away = states.filter(({ state }) => isAway(state));
  if (away.length > 0) {
    const lost = losesQuorum(away.length, cluster.replicas.length + 1);
    findings.push({
      code: "consumer-replica-offline",
      severity: lost ? "critical" : "warning",
      sentence: `${away.map(({ name }) => name).join(", ")} of its replicas ${away.length === 1 ? "is" : "are"} not there${lost ? ": it has no majority left" : ""}.`,
      remedy: "Start the servers again.",
    });
  }
  const behind = states.filter(({ state }) => state === "behind").map(({ name }) => name);
  if (behind.length > 0) {
    findings.push({
      code: "consumer-replica-lag",
      severity: "warning",
      sentence: `${behind.join(", ")} ${behind.length === 1 ? "is" : "are"} more than ${formatCount(bounds.lag)} operations behind its leader.`,
      remedy: "Look at that server's disk and network.",
    });
  }
  return findings;
}

function retryFindings({ facts, stream }: ConsumerLook): BrokerFinding[] {
  if (stream?.retention !== "workqueue" || stream.discard !== "new") return [];
  const short = facts.ackWaitMs !== null && facts.ackWaitMs < 30 * SECOND_MS;
  const few = facts.maxDeliver !== null && facts.maxDeliver < 10;
  if (!short && !few) return [];
  return [
    {
      code: "short-retries",
      severity: "warning",
      sentence: `It gives up soon on a queue that refuses new work when it is full: ack_wait ${formatDuration(facts.ackWaitMs ?? 0)}, max_deliver ${facts.maxDeliver ?? "unlimited"}.`,
      remedy:
        "A message that is given up stays and fills the queue: raise ack_wait and max_deliver, or terminate what cannot be done.",
    },
  ];
}
