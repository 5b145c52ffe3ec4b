/**
 * The core's end of the alarms, whose rules are a file of their own: fetched once the page shows the present, and again later where that
 * failed.
 */
import type { AlarmWatch, AlarmWatchIo } from "./alarm-watch.ts";
import type { TimerHandle } from "../feed.ts";
import type { Picture } from "../picture.ts";
import type { AskAnswers, AskRequest } from "../protocol.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import { NO_CARE } from "#model/alarms/care.ts";
import type { AlarmSettings } from "#model/alarms/thresholds.ts";

const AGAIN_MS = 15_000;

export type TryRequest = Extract<AskRequest, { kind: "alarm-try" }>;

export class AlarmLink {
  readonly #io: AlarmWatchIo;
  #care: AlarmCare = NO_CARE;
  /** Of the picture of the moment; another one makes another. */
  #fetching: Promise<AlarmWatch | null> | null = null;
  #watch: AlarmWatch | null = null;
  #settings: AlarmSettings | undefined;
  #again: TimerHandle | null = null;

  constructor(io: AlarmWatchIo) {
    this.#io = io;
  }

  /** Judges this picture from now on, and no other. */
  start(picture: Picture): void {
    this.stop();
    this.#settings = picture.settings.alarms;
    this.#fetch(picture);
  }

  stop(): void {
    if (this.#again !== null) this.#io.clearTimer(this.#again);
    this.#watch?.close();
    this.#watch = null;
    this.#fetching = null;
  }

  setCare(care: AlarmCare): void {
    this.#care = care;
    this.#watch?.setCare(care);
  }

  setSettings(settings: AlarmSettings): void {
    this.#settings = settings;
    this.#watch?.setSettings(settings);
  }

  connectionChanged(): void {
    this.#watch?.connectionChanged();
  }

  /** Rejects where the rules are not there. */
  async tryRule({ rule, thresholds, windowMs }: TryRequest): Promise<AskAnswers["alarm-try"]> {
    const watch = await this.#fetching;
    if (watch === null || watch === undefined) throw new Error("the rules could not be fetched");
    return watch.tryRule(rule, thresholds, windowMs);
  }

  #fetch(picture: Picture): void {
    const fetching = import("./alarm-watch.ts").then(
      (module) => {
        if (this.#fetching !== fetching) return null;
        this.#watch = new module.AlarmWatch(picture, this.#settings, this.#care, this.#io);
        return this.#watch;
      },
      () => {
        if (this.#fetching !== fetching) return null;
        this.#again = this.#io.setTimer(() => this.#fetch(picture), AGAIN_MS);
        return null;
      },
    );
    this.#fetching = fetching;
  }
}
