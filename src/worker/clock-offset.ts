/**
 * The server's clock, estimated from what servers say of the time. Pure: every sample carries its moments, so a
 * browser clock that is ten minutes off, or a server clock that jumps, is a table in a test.
 */
import type { ServerClock } from "#model/clock.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

/** The server said `serverAt` somewhere between the two moments. */
export interface ClockSample {
  source: Exclude<ServerClock["source"], "live-messages">;
  serverAt: ServerMs;
  askedAt: ObserverMs;
  answeredAt: ObserverMs;
}

const JUMP_MS = 2_000;
/** Clocks drift apart: an old sample is trusted less by this much for each millisecond of its age. */
const DRIFT = 1e-4;
/** What one knows of a clock that is only told from the ages of messages. */
const LIVE_PLUS_MINUS_MS = 500;
/** Changes below this are not worth telling. */
const WORTH_TELLING_MS = 5;

interface Estimate {
  clock: ServerClock;
  at: ObserverMs;
}

export class ClockEstimate {
  #held: Estimate | null = null;

  get clock(): ServerClock | null {
    return this.#held?.clock ?? null;
  }

  /** Takes one sample in; true when the clock changed by something worth telling. */
  sample(sample: ClockSample): boolean {
    if (!Number.isFinite(sample.serverAt) || sample.answeredAt < sample.askedAt) return false;
    return this.#take(
      {
        offsetMs: sample.serverAt - (sample.askedAt + sample.answeredAt) / 2,
        plusMinusMs: (sample.answeredAt - sample.askedAt) / 2,
        source: sample.source,
        jump: null,
      },
      sample.answeredAt,
    );
  }

  /**
   * A message that the server stamped was received: its clock is at least that far. Only used where no server tells
   * its time (before 2.10).
   */
  live(stampedAt: ServerMs, receivedAt: ObserverMs): boolean {
    const offsetMs = stampedAt - receivedAt;
    const held = this.#held;
    if (held !== null && held.clock.source !== "live-messages") return false;
    if (held !== null && offsetMs <= held.clock.offsetMs) return false;
    return this.#take({ offsetMs, plusMinusMs: LIVE_PLUS_MINUS_MS, source: "live-messages", jump: null }, receivedAt);
  }

  #take(next: ServerClock, at: ObserverMs): boolean {
    const held = this.#held;
    if (held === null) {
      this.#held = { clock: next, at };
      return true;
    }
    const { clock } = held;
    const moved = next.offsetMs - clock.offsetMs;
    const better = next.source !== "live-messages" && clock.source === "live-messages";
    if (Math.abs(moved) > JUMP_MS + next.plusMinusMs + clock.plusMinusMs && !better) {
      this.#held = { clock: { ...next, jump: { at, byMs: moved } }, at };
      return true;
    }
    const trusted = clock.plusMinusMs + (at - held.at) * DRIFT;
    if (!better && next.plusMinusMs > trusted) return false;
    this.#held = { clock: { ...next, jump: clock.jump }, at };
    return (
      better ||
      Math.abs(moved) >= WORTH_TELLING_MS ||
      clock.plusMinusMs - next.plusMinusMs >= WORTH_TELLING_MS ||
      next.source !== clock.source
    );
  }
}
