import type { CompletionNotice, Deliverable } from "#contract/deliverable.ts";
import { decode } from "#contract/decode.ts";
import type { Stage } from "#contract/streams.ts";
import { STAGES } from "#contract/streams.ts";
import type { Prefixes } from "#contract/subjects.ts";
import { DEFAULT_PREFIXES, deliverableSubject, isToken } from "#contract/subjects.ts";
import { assert } from "#util/assert.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import { isoTime } from "./bodies.ts";
import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { NoticeWords } from "./completion-notice.ts";
import { createCompletionNotice } from "./completion-notice.ts";
import type { FleetLogin } from "./connect.ts";
import { connectFleet } from "./connect.ts";
import { followSubject } from "./follow-subject.ts";
import { isNotFound } from "./js-error.ts";
import type { NotStored, StoredAt } from "./publish.ts";
import { notStored } from "./publish.ts";
import { lastOn, readRange } from "./read-subject.ts";
import type { StoredMessage } from "./stored-message.ts";
import type { JetStreamManager, NatsConnection, StreamInfo } from "nats";
import { headers, MsgHdrsImpl, nuid } from "nats";

/** Which report: the three tokens of its subject. */
export interface ReportKey {
  /** One of the six stage agents; its name decides the stream. */
  agent: string;
  /** Usually the stage: research, critique, backend, frontend, qa, statistics. */
  type: string;
  /** kebab-case or a requirement number. */
  feature: string;
}

export interface NewReport extends ReportKey {
  /** Markdown. */
  content: string;
  metadata?: Record<string, unknown>;
}

/** A stored version of a report. */
export interface StoredReport {
  deliverable: Deliverable;
  stream: string;
  seq: number;
  /** Stream time, ms since 1970. */
  publishedMs: number;
}

export interface ReportVersion {
  stream: string;
  seq: number;
  /** Stream time, ms since 1970. */
  publishedMs: number;
  /** Of the body. */
  bytes: number;
}

/** Refused before anything was sent: the whole message, headers and body, against the smaller of the server's and the stream's limit. */
export interface TooLarge {
  reason: "too-large";
  bytes: number;
  limitBytes: number;
}

export type UnknownAgent = { reason: "unknown-agent"; agent: string };

export type StreamStatus = { stage: Stage; agent: string; stream: string } & (
  | { exists: false }
  | {
      exists: true;
      messages: number;
      bytes: number;
      firstSeq: number;
      lastSeq: number;
      /** Stream time of the newest message, null where there is none. */
      lastMs: number | null;
      consumers: number;
      /** Null: no limit. */
      maxMessages: number | null;
      maxBytes: number | null;
    }
);

/** The largest report is 10 MiB, and comes back as base64 in one answer; over a slow link that takes its time. */
const LARGEST_REPORT_MS = 30_000;

/** The deliverable system's side of an agent: reports go into streams, and only notices travel between agents. */
export class DeliverableService {
  readonly #nc: NatsConnection;
  readonly #ownsConnection: boolean;
  readonly #prefixes: Prefixes;
  readonly #clock: Clock;
  #jsm: JetStreamManager | null = null;
  readonly #maxMessageBytes = new Map<string, number>();
  readonly #subscriptions = new Set<() => void>();

  constructor(options: { nc: NatsConnection; prefixes?: Prefixes; clock?: Clock; ownsConnection?: boolean }) {
    this.#nc = options.nc;
    this.#ownsConnection = options.ownsConnection ?? false;
    this.#prefixes = options.prefixes ?? DEFAULT_PREFIXES;
    this.#clock = options.clock ?? systemClock;
  }

  /** With a connection of its own, ended by `close`. @throws NatsError where no server answers. */
  static async connect(options: FleetLogin & { prefixes?: Prefixes; clock?: Clock }): Promise<DeliverableService> {
    const nc = await connectFleet({ ...options, name: options.name ?? "deliverable-service" });
    return new DeliverableService({ ...options, nc, ownsConnection: true });
  }

  /**
   * Looks whether the six streams are there; making them is `provision`'s, which needs another login.
   * `missing` lists the names of those that are not: publishing into them will be refused.
   */
  async initialize(): Promise<{ missing: string[] }> {
    const statuses = await this.getStreamStatuses();
    return { missing: statuses.filter(({ exists }) => !exists).map(({ stream }) => stream) };
  }

  get isConnected(): boolean {
    return !this.#nc.isClosed() && !this.#nc.isDraining();
  }

  /** Stores a new version of a report. Settles when the stream holds it. */
  async publishReport(
    report: NewReport,
  ): Promise<Result<StoredAt & { subject: string }, TooLarge | UnknownAgent | NotStored>> {
    const stream = streamOf(report.agent);
    if (stream === null) return fail({ reason: "unknown-agent", agent: report.agent });
    const subject = this.#subjectOf(report);
    const metadata = {
      ...report.metadata,
      agent: report.agent,
      taskType: report.type,
      feature: report.feature,
      timestamp: isoTime(this.#clock.now()),
    };
    const body = new TextEncoder().encode(JSON.stringify({ content: report.content, metadata }));
    const head = headers();
    head.set("Nats-Msg-Id", nuid.next());
    const bytes = body.length + encodedHeaderBytes(head);
    const limitBytes = await this.#limitOf(stream);
    if (bytes > limitBytes) return fail({ reason: "too-large", bytes, limitBytes });
    try {
      const ack = await this.#nc.jetstream().publish(subject, body, { headers: head, timeout: LARGEST_REPORT_MS });
      return ok({ stream: ack.stream, seq: ack.seq, subject });
    } catch (error) {
      return fail(notStored(error));
    }
  }

  /**
   * The current version, null where there is none. Read from the stream's leader: it is never older than a notice of it.
   *
   * @throws NatsError where the stream itself is missing.
   */
  async fetchReport(key: ReportKey): Promise<StoredReport | null> {
    const stream = streamOf(key.agent);
    if (stream === null) return null;
    const message = await lastOn(await this.#manager(), stream, this.#subjectOf(key));
    return message === null ? null : this.#toReport(message);
  }

  /** Every stored version, newest first, without the bodies. */
  async listVersions(key: ReportKey): Promise<ReportVersion[]> {
    const stream = streamOf(key.agent);
    if (stream === null) return [];
    const jsm = await this.#manager();
    const filter = this.#subjectOf(key);
    const last = await lastOn(jsm, stream, filter);
    if (last === null) return [];
    const { config } = await jsm.streams.info(stream);
    const range = { stream, filter, from: 1, to: last.seq, allowDirect: config.allow_direct };
    const versions: ReportVersion[] = [];
    for await (const { seq, timeMs, data } of readRange(this.#nc, jsm, range)) {
      versions.push({ stream, seq, publishedMs: timeMs, bytes: data.length });
    }
    return versions.reverse();
  }

  createCompletionNotice(words: NoticeWords): CompletionNotice {
    return createCompletionNotice(words, this.#clock.now());
  }

  /**
   * Calls back once for every report stored from now on that fits; over all six streams where no agent is given.
   * The returned function ends it. @throws NatsError where a stream that is asked for is missing.
   */
  async subscribeToDeliverables(
    wanted: { agent?: string; type?: string; feature?: string },
    onReport: (report: StoredReport) => void,
  ): Promise<() => void> {
    const agents = STAGES.filter(({ agent }) => wanted.agent === undefined || wanted.agent === agent);
    const jsm = await this.#manager();
    const deliver = (message: StoredMessage) => {
      const report = this.#toReport(message);
      if (report !== null) onReport(report);
    };
    const ends = await Promise.all(
      agents.map(({ agent, stream }) => {
        const filter = deliverableSubject(agent, wanted.type ?? "*", wanted.feature ?? ">", this.#prefixes);
        return followSubject(this.#nc, jsm, { stream, filter }, deliver);
      }),
    );
    const end = () => {
      this.#subscriptions.delete(end);
      for (const each of ends) each();
    };
    this.#subscriptions.add(end);
    return end;
  }

  /** The six streams in the order of the stages. */
  async getStreamStatuses(): Promise<StreamStatus[]> {
    const jsm = await this.#manager();
    return Promise.all(STAGES.map((stage) => statusOf(jsm, stage)));
  }

  /** Null where the agent is none of the six. */
  async getAgentStreamStatus(agent: string): Promise<StreamStatus | null> {
    const stage = STAGES.find((each) => each.agent === agent);
    return stage === undefined ? null : statusOf(await this.#manager(), stage);
  }

  /** Ends the subscriptions, and the connection if it is the service's own. Safe to call twice. */
  async close(): Promise<void> {
    for (const end of this.#subscriptions) end();
    if (this.#ownsConnection && !this.#nc.isClosed()) await this.#nc.close();
  }

  #subjectOf({ agent, type, feature }: ReportKey): string {
    assert(
      [agent, type, feature].every(isToken),
      `agent, type and feature are one subject token each: ${agent}, ${type}, ${feature}`,
    );
    return deliverableSubject(agent, type, feature, this.#prefixes);
  }

  #toReport({ subject, data, headers, stream, seq, timeMs }: StoredMessage): StoredReport | null {
    const decoded = decode(subject, data, headers, this.#prefixes);
    if (!decoded.ok || decoded.value.family !== "deliverable") return null;
    return { deliverable: decoded.value.deliverable, stream, seq, publishedMs: timeMs };
  }

  async #limitOf(stream: string): Promise<number> {
    const server = this.#nc.info?.max_payload ?? Infinity;
    let own = this.#maxMessageBytes.get(stream);
    if (own === undefined) {
      own = await readMaxMessageBytes(await this.#manager(), stream);
      this.#maxMessageBytes.set(stream, own);
    }
    return Math.min(server, own);
  }

  async #manager(): Promise<JetStreamManager> {
    this.#jsm ??= await this.#nc.jetstreamManager({ checkAPI: false, timeout: LARGEST_REPORT_MS });
    return this.#jsm;
  }
}

function streamOf(agent: string): string | null {
  return STAGES.find((stage) => stage.agent === agent)?.stream ?? null;
}

function encodedHeaderBytes(head: ReturnType<typeof headers>): number {
  assert(head instanceof MsgHdrsImpl, "the client makes its own headers");
  return head.encode().length;
}

async function readMaxMessageBytes(jsm: JetStreamManager, stream: string): Promise<number> {
  const info = await infoOf(jsm, stream);
  const limit = info?.config.max_msg_size ?? -1;
  return limit > 0 ? limit : Infinity;
}

async function infoOf(jsm: JetStreamManager, stream: string): Promise<StreamInfo | null> {
  try {
    return await jsm.streams.info(stream);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function statusOf(
  jsm: JetStreamManager,
  { stage, agent, stream }: (typeof STAGES)[number],
): Promise<StreamStatus> {
  const info = await infoOf(jsm, stream);
  if (info === null) return { stage, agent, stream, exists: false };
  const { state, config } = info;
  return {
    stage,
    agent,
    stream,
    exists: true,
    messages: state.messages,
    bytes: state.bytes,
    firstSeq: state.first_seq,
    lastSeq: state.last_seq,
    lastMs: state.messages === 0 ? null : Date.parse(state.last_ts),
    consumers: state.consumer_count,
    maxMessages: config.max_msgs > 0 ? config.max_msgs : null,
    maxBytes: config.max_bytes > 0 ? config.max_bytes : null,
  };
}
