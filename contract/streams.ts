import { DEFAULT_PREFIXES, everythingBelow } from "./subjects.ts";

/**
 * The seven streams as provisioning wants them, in the field names of JetStream's own `StreamConfig`.
 * Used by provisioning, by the server configuration's test and by the checks. Streams in the wild differ.
 */
export interface WantedStream {
  name: string;
  subjects: string[];
  storage: "file";
  retention: "limits";
  discard: "old";
  /** Nanoseconds, as on the wire. */
  max_age: number;
  max_bytes: number;
  /** -1: no limit. */
  max_msgs: number;
  /** Bytes; -1: the server's `max_payload` only. */
  max_msg_size: number;
  /** Nanoseconds. */
  duplicate_window: number;
  allow_direct: true;
  num_replicas: 1;
}

export const STAGES = [
  { stage: "research", agent: "cynthia", stream: "agog_features_research" },
  { stage: "critique", agent: "sylvia", stream: "agog_features_critique" },
  { stage: "backend", agent: "roy", stream: "agog_features_backend" },
  { stage: "frontend", agent: "jen", stream: "agog_features_frontend" },
  { stage: "qa", agent: "billy", stream: "agog_features_qa" },
  { stage: "statistics", agent: "priya", stream: "agog_features_statistics" },
] as const;

export type Stage = (typeof STAGES)[number]["stage"];

export const COORDINATION_STREAM = "MJ_ONLINE_WORK";

const SECOND_NS = 1e9;
const DAY_NS = 86_400 * SECOND_NS;
const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** What every wanted stream has in common. */
const COMMON = {
  storage: "file",
  retention: "limits",
  discard: "old",
  max_age: 7 * DAY_NS,
  duplicate_window: 120 * SECOND_NS,
  allow_direct: true,
  num_replicas: 1,
} as const;

export const WANTED_STREAMS: readonly WantedStream[] = [
  {
    ...COMMON,
    name: COORDINATION_STREAM,
    subjects: [everythingBelow(DEFAULT_PREFIXES.coordination)],
    max_bytes: 2 * GIB,
    max_msgs: -1,
    max_msg_size: -1,
  },
  ...STAGES.map(({ agent, stream }) => ({
    ...COMMON,
    name: stream,
    subjects: [everythingBelow(`${DEFAULT_PREFIXES.deliverables}.${agent}`)],
    max_bytes: GIB,
    max_msgs: 10_000,
    max_msg_size: 10 * MIB,
  })),
];

/** `max_payload` of the server configuration: one report of the largest size, headers counted. */
export const MAX_PAYLOAD_BYTES = 10 * MIB;
