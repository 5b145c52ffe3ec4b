/**
 * What is asked of the broker rather than told by it: streams, consumers, advisories, reports, servers. A file of its own behind the worker's, so that
 * the fleet does not wait for it.
 */
import type { AskedFound } from "./alarm-desk.ts";
import { AlarmDesk } from "./alarm-desk.ts";
import type { DeliverablesAnswers, DeliverablesRequest } from "./deliverables-protocol.ts";
import { isAboutReports } from "./deliverables-protocol.ts";
import { MessageDesk } from "./message-desk.ts";
import type { MessagesAnswers, MessagesRequest } from "./messages-protocol.ts";
import { isAboutMessages } from "./messages-protocol.ts";
import { ReportDesk } from "./report-desk.ts";
import { ServerDesk } from "./server-desk.ts";
import type { ServerAnswers, ServerRequest } from "./server-protocol.ts";
import { isAboutServers } from "./server-protocol.ts";
import { StreamsDesk } from "./streams-desk.ts";
import type { StreamsAnswers, StreamsRequest } from "./streams-protocol.ts";
import { TailDesk } from "./tail-desk.ts";
import type { FeedIo } from "../feed.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import type { AlarmThresholds } from "#model/alarms/thresholds.ts";
import type { Chunk } from "#model/chunk.ts";
import { unreachable } from "#util/assert.ts";
import type { ServerMs } from "#util/units.ts";

type DeskRequest = DeliverablesRequest | MessagesRequest | ServerRequest | StreamsRequest;
type DeskAnswer = (DeliverablesAnswers & MessagesAnswers & ServerAnswers & StreamsAnswers)[DeskRequest["kind"]];

export class Desks {
  readonly #reports: ReportDesk;
  readonly #streams: StreamsDesk;
  readonly #messages: MessageDesk;
  readonly #tails: TailDesk;
  readonly #servers: ServerDesk;
  readonly #alarms: AlarmDesk;
  readonly #session: () => Session | null;

  constructor(settings: FeedSettings, io: FeedIo, session: () => Session | null) {
    this.#reports = new ReportDesk(settings, session);
    this.#streams = new StreamsDesk(settings, io, session);
    this.#messages = new MessageDesk(io, session);
    this.#tails = new TailDesk(io);
    this.#servers = new ServerDesk(settings, io, session);
    this.#alarms = new AlarmDesk(this.#streams, this.#servers, session);
    this.#session = session;
    this.connectionChanged();
  }

  note(chunk: Chunk): void {
    this.#reports.note(chunk);
  }

  reset(stream: string): void {
    this.#reports.reset(stream);
  }

  connectionChanged(): void {
    this.#streams.connectionChanged();
    this.#tails.connected(this.#session());
    this.#servers.connectionChanged();
  }

  /** What the alarms need of the server; asks it. */
  forAlarms(thresholds: AlarmThresholds, now: ServerMs): Promise<AskedFound> {
    return this.#alarms.look(thresholds, now);
  }

  /** Rejects for a bug of ours only: what a server does is an answer. */
  async answer(request: DeskRequest): Promise<DeskAnswer> {
    if (isAboutReports(request)) return this.#reports.answer(request);
    if (isAboutServers(request)) return this.#servers.answer(request);
    return isAboutMessages(request) ? this.#aboutMessages(request) : this.#streams.answer(request);
  }

  #aboutMessages(request: MessagesRequest): DeskAnswer | Promise<DeskAnswer> {
    switch (request.kind) {
      case "message-step":
        return this.#messages.step(request);
      case "message-lines":
        return this.#messages.lines(request.stream, request.filter, request.range);
      case "whole-message":
        return this.#messages.whole(request.stream, request.seq);
      case "whole-bodies":
        return this.#messages.bodies(request.stream, request.seqs);
      case "message-times":
        return this.#messages.times(request.stream, request.points);
      case "tail":
        return this.#tails.news(request.wish, request.after, request.most);
      case "tail-hold":
        return this.#tails.hold(request.key);
      case "tail-release":
        return this.#tails.release(request.key);
      case "tail-message":
        return this.#tails.message(request.key, request.n);
      case "tail-close":
        return this.#tails.close(request.key);
      default:
        return unreachable(request);
    }
  }
}
