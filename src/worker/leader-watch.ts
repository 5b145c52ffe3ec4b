/** What a stream's leader says of it, asked every two seconds and sooner where something does not answer. */
import type { Result } from "#util/result.ts";
import type { ObserverMs } from "#util/units.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import type { LiveFetch } from "./live-fetch.ts";
import type { Gate, Run } from "./run.ts";
import type { Session } from "./session.ts";

const EVERY_MS = 2_000;
/** Without a doorbell asking is all there is. */
const ONLY_EVERY_MS = 1_000;
/** At most one question in this time, however many ask for haste. */
const HASTY_MS = 300;

export class LeaderWatch {
  readonly #run: Run;
  readonly #session: Session;
  readonly #stream: string;
  readonly #gate: Gate;
  #hasAsked = false;

  constructor(run: Run, session: Session, stream: string) {
    this.#run = run;
    this.#session = session;
    this.#stream = stream;
    this.#gate = run.gate();
  }

  askSoon(): void {
    this.#gate.open();
  }

  /** The next answer, when it is time for one; null: the run is over. */
  async next({ live }: LiveFetch): Promise<Result<StreamInfo, ApiFailure> | null> {
    if (this.#hasAsked) await this.#run.sleep(HASTY_MS);
    if (!this.#run.alive) return null;
    await this.#gate.wait(live === "sweep" ? ONLY_EVERY_MS : EVERY_MS);
    if (!this.#run.alive) return null;
    this.#hasAsked = true;
    const answer = await this.#session.api.streamInfo(this.#stream);
    return this.#run.alive ? answer : null;
  }

  /**
   * Whether the newest messages are deleted, so that the leader's last sequence is never reached and nobody is behind. Asked only where a
   * fetch has found nothing for long.
   */
  async isTailGone(live: LiveFetch, info: StreamInfo, now: ObserverMs): Promise<boolean> {
    if (!live.lag.waitsLong(live.next, now)) return false;
    const found = await this.#session.api.leaderHasFrom(this.#stream, live.next);
    if (!this.#run.alive || found.ok || found.error.kind !== "no-message") return false;
    live.lag.settled(info.lastSeq);
    return true;
  }
}
