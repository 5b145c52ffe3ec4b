/**
 * What is asked of the broker rather than told by it: streams, consumers, advisories, reports. A file of its own behind the worker's, so that
 * the fleet does not wait for it.
 */
import type { DeliverablesAnswers, DeliverablesRequest } from "./deliverables-protocol.ts";
import { isAboutReports } from "./deliverables-protocol.ts";
import { ReportDesk } from "./report-desk.ts";
import { StreamsDesk } from "./streams-desk.ts";
import type { StreamsAnswers, StreamsRequest } from "./streams-protocol.ts";
import type { FeedIo } from "../feed.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import type { Chunk } from "#model/chunk.ts";

type DeskAnswer = DeliverablesAnswers[DeliverablesRequest["kind"]] | StreamsAnswers[StreamsRequest["kind"]];

export class Desks {
  readonly #reports: ReportDesk;
  readonly #streams: StreamsDesk;

  constructor(settings: FeedSettings, io: FeedIo, session: () => Session | null) {
    this.#reports = new ReportDesk(settings, session);
    this.#streams = new StreamsDesk(settings, io, session);
    this.#streams.connectionChanged();
  }

  note(chunk: Chunk): void {
    this.#reports.note(chunk);
  }

  reset(stream: string): void {
    this.#reports.reset(stream);
  }

  connectionChanged(): void {
    this.#streams.connectionChanged();
  }

  /** Rejects for a bug of ours only: what a server does is an answer. */
  answer(request: DeliverablesRequest | StreamsRequest): Promise<DeskAnswer> {
    return isAboutReports(request) ? this.#reports.answer(request) : this.#streams.answer(request);
  }
}
