import type { WantedStream } from "#contract/streams.ts";
import { WANTED_STREAMS } from "#contract/streams.ts";
import type { FleetLogin } from "./connect.ts";
import { connectFleet } from "./connect.ts";
import { describeError, JS_ERROR, isNotFound, jsErrorCode } from "./js-error.ts";
import type { JetStreamManager, NatsConnection, StreamConfig } from "nats";
import { DiscardPolicy, RetentionPolicy, StorageType } from "nats";

/** One field of a stream that is not as wanted; both values as JetStream writes them (ns, bytes). */
export interface StreamDifference {
  /** A field of `WantedStream`. */
  field: string;
  wanted: unknown;
  found: unknown;
}

export type StreamReport = { name: string } & (
  | { outcome: "made" }
  | { outcome: "unchanged" }
  /** It exists and is not as wanted; nothing was changed because nobody asked for `update`. */
  | { outcome: "differs"; differences: StreamDifference[] }
  /** The differences were there and are gone. */
  | { outcome: "updated"; differences: StreamDifference[] }
  /** The broker refused (its words), e.g. another stream captures the subjects, or storage cannot be changed. */
  | { outcome: "refused"; reason: string; differences: StreamDifference[] }
);

export interface ProvisionReport {
  streams: StreamReport[];
  /** True where every stream is there and as wanted. */
  asWanted: boolean;
}

export type ProvisionOptions = ({ nc: NatsConnection } | FleetLogin) & {
  /** Change what exists and differs. Without it nothing that exists is touched. */
  update?: boolean;
  /** For deployments of their own and for tests; the seven of the contract otherwise. */
  streams?: readonly WantedStream[];
};

/**
 * Makes the streams that are missing and says how the others differ from the contract. Running it again changes nothing.
 *
 * @throws NatsError where the server cannot be reached or JetStream is off; a refusal of one stream is in the report.
 */
export async function provision(options: ProvisionOptions): Promise<ProvisionReport> {
  const own = !("nc" in options);
  const nc = own ? await connectFleet({ ...options, name: options.name ?? "rollcall-provision" }) : options.nc;
  try {
    const jsm = await nc.jetstreamManager();
    const streams: StreamReport[] = [];
    for (const wanted of options.streams ?? WANTED_STREAMS) {
      streams.push(await provisionStream(jsm, wanted, options.update ?? false));
    }
    const asWanted = streams.every(({ outcome }) => outcome !== "differs" && outcome !== "refused");
    return { streams, asWanted };
  } finally {
    if (own) await nc.close();
  }
}

async function provisionStream(jsm: JetStreamManager, wanted: WantedStream, update: boolean): Promise<StreamReport> {
  const { name } = wanted;
  let found = await existing(jsm, name);
  if (found === null) {
    const refusal = await attempt(() => jsm.streams.add(toStreamConfig(wanted)));
    if (refusal === null) return { name, outcome: "made" };
    // Someone else may have made it since we looked.
    found = jsErrorCode(refusal) === JS_ERROR.streamNameInUse ? await existing(jsm, name) : null;
    if (found === null) return { name, outcome: "refused", reason: describeError(refusal), differences: [] };
  }
  const differences = differencesOf(wanted, found);
  if (differences.length === 0) return { name, outcome: "unchanged" };
  if (!update) return { name, outcome: "differs", differences };
  const refusal = await attempt(() => jsm.streams.update(name, toStreamConfig(wanted)));
  return refusal === null
    ? { name, outcome: "updated", differences }
    : { name, outcome: "refused", reason: describeError(refusal), differences };
}

async function existing(jsm: JetStreamManager, name: string): Promise<StreamConfig | null> {
  try {
    return (await jsm.streams.info(name)).config;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The broker's refusal, null on success; anything that is no refusal (a lost connection) is thrown on. */
async function attempt(change: () => Promise<unknown>): Promise<unknown> {
  try {
    await change();
    return null;
  } catch (error) {
    if (jsErrorCode(error) === null) throw error;
    return error;
  }
}

/** Only what the contract wants is compared: a deployment's replicas, placement or description are its own affair. */
export function differencesOf(wanted: WantedStream, found: StreamConfig): StreamDifference[] {
  const pairs: Record<keyof WantedStream, [wanted: unknown, found: unknown]> = {
    name: [wanted.name, found.name],
    subjects: [wanted.subjects.toSorted(), found.subjects.toSorted()],
    storage: [wanted.storage, found.storage],
    retention: [wanted.retention, found.retention],
    discard: [wanted.discard, found.discard],
    max_age: [wanted.max_age, found.max_age],
    max_bytes: [wanted.max_bytes, found.max_bytes],
    max_msgs: [wanted.max_msgs, found.max_msgs],
    max_msg_size: [wanted.max_msg_size, found.max_msg_size],
    duplicate_window: [wanted.duplicate_window, found.duplicate_window],
    allow_direct: [wanted.allow_direct, found.allow_direct],
    num_replicas: [wanted.num_replicas, found.num_replicas],
  };
  return Object.entries(pairs)
    .map(([field, [wanted, found]]) => ({ field, wanted, found }))
    .filter(({ wanted, found }) => JSON.stringify(wanted) !== JSON.stringify(found));
}

function toStreamConfig(wanted: WantedStream): Partial<StreamConfig> & { name: string } {
  const { storage: _storage, retention: _retention, discard: _discard, ...same } = wanted;
  return {
    ...same,
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
  };
}

/** One line a stream, for people. */
export function describeReport(report: ProvisionReport): string {
  return report.streams.map(describeStream).join("\n");
}

function describeStream(stream: StreamReport): string {
  switch (stream.outcome) {
    case "made":
    case "unchanged":
      return `${stream.name}: ${stream.outcome}`;
    case "differs":
    case "updated":
      return `${stream.name}: ${stream.outcome}${listDifferences(stream.differences)}`;
    case "refused":
      return `${stream.name}: refused: ${stream.reason}${listDifferences(stream.differences)}`;
  }
}

function listDifferences(differences: StreamDifference[]): string {
  return differences
    .map(({ field, wanted, found }) => `\n  ${field}: is ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`)
    .join("");
}
