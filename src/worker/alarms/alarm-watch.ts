/**
 * Judges the alarms, for as long as there is a picture to judge: every second, and at the very moment at which an agent's time is up. On the
 * worker's own timers, so that a hidden, slow or paused page is told of them all the same.
 */
import type { Desks } from "../asked/desks.ts";
import type { AskedFound } from "../asked/alarm-desk.ts";
import type { FeedIo, TimerHandle } from "../feed.ts";
import type { Picture, Seen } from "../picture.ts";
import { alarmFactsOf } from "./facts-of-picture.ts";
import { nothingAsked } from "#model/alarms/asked-conditions.ts";
import type { AlarmMemory } from "#model/alarms/alarm-memory.ts";
import { createAlarmMemory } from "#model/alarms/alarm-memory.ts";
import type { Alarm, AlarmsView, RuleId } from "#model/alarms/alarm.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import { applyCare } from "#model/alarms/care.ts";
import { judgeAlarms, setAlarmSettings } from "#model/alarms/judge-alarms.ts";
import type { AlarmSettings, AlarmThresholds } from "#model/alarms/thresholds.ts";
import { DEFAULT_ALARM_SETTINGS } from "#model/alarms/thresholds.ts";
import type { Tried } from "#model/alarms/try-rule.ts";
import { tryRule } from "#model/alarms/try-rule.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

const EVERY_MS = SECOND_MS;
/** However many deadlines there are, judging takes a twentieth of the thread at most. */
const LEAST_PAUSE_MS = 50;
const COST_TIMES = 20;
/** The server is asked so often at most, or ten times less often than it takes to answer. */
const ASK_EVERY_MS = 15 * SECOND_MS;
const DURATIONS_APART = 10;
/** Until then the first picture has the connection for itself. */
const FIRST_ASK_MS = 5 * SECOND_MS;
/** A timer that comes so late was asleep with its machine: what came meanwhile has to be read before anybody looks silent. */
const ASLEEP_MS = 10 * SECOND_MS;
const AWAKE_AFTER_MS = 5 * SECOND_MS;

export interface AlarmWatchIo extends Pick<FeedIo, "now" | "setTimer" | "clearTimer"> {
  /** A view other than the last one. */
  told(view: AlarmsView): void;
  desks(): Desks | null;
  /** How long the page has not taken what it was sent. */
  pageLagMs(now: ObserverMs): number;
  /** A bug of ours. */
  broken(error: unknown): void;
}

export class AlarmWatch {
  readonly #io: AlarmWatchIo;
  readonly #picture: Picture;
  readonly #memory: AlarmMemory;
  #care: AlarmCare;
  /** What was told last, and what it was made of. */
  #told: { view: AlarmsView; judged: AlarmsView } | null = null;
  #timer: TimerHandle;
  #judgedAt: ObserverMs | null = null;
  #plannedAt: ObserverMs;
  #asleepUntil: ObserverMs = Number.NEGATIVE_INFINITY;
  #lagMs = 0;
  #asked: AskedFound = nothingAsked("The server was not asked yet.");
  #asking = false;
  /** Of the connection that began at `since`. */
  #nextAsk: { since: ObserverMs; at: ObserverMs } | null = null;
  #closed = false;

  constructor(picture: Picture, settings: AlarmSettings | undefined, care: AlarmCare, io: AlarmWatchIo) {
    this.#picture = picture;
    this.#memory = createAlarmMemory(settings ?? DEFAULT_ALARM_SETTINGS);
    this.#care = care;
    this.#io = io;
    this.#plannedAt = io.now();
    this.#timer = io.setTimer(() => this.#run(), 0);
  }

  setCare(care: AlarmCare): void {
    this.#care = care;
    if (this.#judgedAt !== null) this.#tell();
  }

  setSettings(settings: AlarmSettings): void {
    setAlarmSettings(this.#memory, settings);
    this.#soon();
  }

  /** Where we stand with the server changed. */
  connectionChanged(): void {
    this.#soon();
  }

  /** How often a rule would have been raised with these figures, by what is held. */
  tryRule(rule: RuleId, thresholds: Partial<AlarmThresholds>, windowMs: number): Tried {
    const now = this.#io.now();
    const { fleet, history, judgedAt, offsetMs } = this.#picture.seen(now);
    const past = {
      fleet,
      bounds: fleet.config.bounds,
      completeSince: history.completeSince,
      now: judgedAt ?? now + (offsetMs ?? 0),
    };
    return tryRule(past, rule, { ...this.#memory.thresholds, ...thresholds }, windowMs);
  }

  close(): void {
    this.#closed = true;
    this.#io.clearTimer(this.#timer);
  }

  #soon(): void {
    if (this.#closed) return;
    this.#plan(this.#io.now(), 0);
  }

  #plan(now: ObserverMs, inMs: number): void {
    this.#io.clearTimer(this.#timer);
    this.#plannedAt = now + inMs;
    this.#timer = this.#io.setTimer(() => this.#run(), inMs);
  }

  #run(): void {
    if (this.#closed) return;
    const now = this.#io.now();
    const lateMs = Math.max(0, now - this.#plannedAt);
    if (lateMs > ASLEEP_MS) this.#asleepUntil = now + AWAKE_AFTER_MS;
    // One hiccup is forgotten after some seconds of running on time.
    this.#lagMs = Math.max(lateMs, this.#lagMs / 2);
    let nextAt = now + EVERY_MS;
    try {
      nextAt = Math.min(nextAt, this.#judge(now));
    } catch (error) {
      this.#io.broken(error);
    }
    const end = this.#io.now();
    const restMs = Math.max(LEAST_PAUSE_MS, COST_TIMES * (end - now));
    this.#plan(end, Math.max(restMs, nextAt - end));
  }

  /** @returns when to look again */
  #judge(now: ObserverMs): ObserverMs {
    const seen = this.#picture.seen(now);
    const offsetMs = seen.offsetMs ?? 0;
    const facts = alarmFactsOf(seen, {
      asked: this.#asked,
      lagMs: Math.max(this.#lagMs, this.#io.pageLagMs(now)),
      asleep: now < this.#asleepUntil,
    });
    judgeAlarms(this.#memory, facts, now + offsetMs);
    this.#judgedAt = now;
    this.#tell();
    this.#ask(seen, now);
    return this.#memory.nextAt - offsetMs;
  }

  #tell(): void {
    const { offsetMs } = this.#picture.seen(this.#io.now());
    const judged = this.#memory.view;
    const alarms = applyCare(judged.alarms, this.#care, this.#io.now() + (offsetMs ?? 0));
    const before = this.#told;
    const isSame = before?.judged === judged && alarms.every((alarm, at) => sameMark(alarm, before.view.alarms[at]));
    if (isSame) return;
    this.#told = { view: { ...judged, alarms }, judged };
    this.#io.told(this.#told.view);
  }

  #ask({ connection }: Seen, now: ObserverMs): void {
    if (connection.state !== "live" || this.#asking) return;
    const { since } = connection;
    if (this.#nextAsk?.since !== since) this.#nextAsk = { since, at: since + FIRST_ASK_MS };
    const desks = this.#io.desks();
    if (now < this.#nextAsk.at || desks === null) return;
    this.#asking = true;
    void this.#askNow(desks, now).catch((error: unknown) => this.#io.broken(error));
  }

  async #askNow(desks: Desks, askedAt: ObserverMs): Promise<void> {
    const offsetMs = this.#picture.seen(askedAt).offsetMs ?? 0;
    try {
      this.#asked = await desks.forAlarms(this.#memory.thresholds, askedAt + offsetMs);
    } finally {
      this.#asking = false;
      const now = this.#io.now();
      const at = now + Math.max(ASK_EVERY_MS, DURATIONS_APART * (now - askedAt));
      if (this.#nextAsk !== null) this.#nextAsk = { ...this.#nextAsk, at };
      this.#soon();
    }
  }
}

function sameMark({ care }: Alarm, other: Alarm | undefined): boolean {
  return JSON.stringify(care) === JSON.stringify(other?.care);
}
