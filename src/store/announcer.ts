/**
 * Calls alarms out: beside React, so that a hidden tab does as well. The worker judges and tells; whatever is told reaches this in the same
 * turn, without a timer that a browser could hold back.
 */
import type { AlarmCareStore } from "./alarm-care.ts";
import type { AnnouncingSettings } from "./announcing-settings.ts";
import { loadAnnouncing, saveAnnouncing } from "./announcing-settings.ts";
import { callsOf } from "./calls-of.ts";
import type { Mirror } from "./mirror.ts";
import type { Notifier, NotifyState } from "./notifier.ts";
import type { Sounder, SoundState } from "./sounder.ts";
import type { KeyValues } from "./user-settings.ts";
import { isCaughtUp } from "./view-state.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import { applyCare } from "#model/alarms/care.ts";
import { serverNow } from "#model/clock.ts";
import type { AnnounceMemory } from "#model/announce/announce.ts";
import { announce, NOTHING_ANNOUNCED } from "#model/announce/announce.ts";
import type { Call, CallSeverity } from "#model/announce/call.ts";
import type { FleetView } from "#model/view.ts";
import type { ObserverMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface AnnouncerState {
  /** What stands, worst first, each with what somebody on this device did about it. */
  alarms: readonly Alarm[];
  calls: readonly Call[];
  /** False where the view is lost: what stands is as it was. */
  seen: boolean;
  /** The last sentence for a screen reader. */
  said: string;
  sound: SoundState;
  notifications: NotifyState;
  settings: AnnouncingSettings;
}

export interface Announcer {
  subscribe(this: void, listener: () => void): () => void;
  get(this: void): AnnouncerState;
  /** From a click: arms the sound, or ends it. */
  setSound(this: void, wanted: boolean): void;
  testSound(this: void, severity: CallSeverity): void;
  /** From a click: asks the browser. */
  setNotifications(this: void, wanted: boolean): void;
  setRepeatMinutes(this: void, minutes: number): void;
  /** Somebody touched the page: a sound that the browser held back may be made from now on. */
  touched(this: void): void;
  close(this: void): void;
}

export interface AnnouncerIo {
  sounder: Sounder;
  notifier: Notifier;
  device: KeyValues;
  now(): ObserverMs;
  setTimer(run: () => void, ms: number): ReturnType<typeof setTimeout>;
}

/** What stands when a page is opened is seen by whoever opened it; a fleet that takes longer to read is called out all the same. */
const QUIET_AT_MOST_MS = 30 * SECOND_MS;

export function createAnnouncer(mirror: Mirror, care: AlarmCareStore, io: AnnouncerIo): Announcer {
  const openedAt = io.now();
  const listeners = new Set<() => void>();
  let memory: AnnounceMemory = NOTHING_ANNOUNCED;
  let wasCaughtUp = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let seenParts: readonly unknown[] = [];
  let settings = loadAnnouncing(io.device);
  let state: AnnouncerState = {
    alarms: [],
    calls: [],
    seen: true,
    said: "",
    sound: io.sounder.getState(),
    notifications: io.notifier.getState(settings.notifications),
    settings,
  };

  function setState(change: Partial<AnnouncerState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function look(): void {
    const now = io.now();
    const view = mirror.getView();
    const at = serverNow(view.clock, now) ?? now;
    wasCaughtUp ||= isCaughtUp(view);
    care.note(view.alarms.history, view.alarms.alarms, at);
    const alarms = applyCare(view.alarms.alarms, care.get().care, at);
    const calls = callsOf(alarms, mirror.getTrouble() !== null);
    const told = announce(memory, calls, now, {
      quiet: !wasCaughtUp && now - openedAt < QUIET_AT_MOST_MS,
      repeatAfterMs: settings.repeatMinutes === 0 ? null : settings.repeatMinutes * MINUTE_MS,
    });
    memory = told.memory;
    const { tone, notify, withdraw, say, lookAgainAt } = told.announcement;
    if (tone !== null) io.sounder.play(tone);
    for (const key of withdraw) io.notifier.withdraw(key);
    if (settings.notifications) for (const call of notify) io.notifier.show(call);
    if (timer !== null) clearTimeout(timer);
    const due = Math.min(lookAgainAt ?? Infinity, silencesEndAt(now, at));
    timer = Number.isFinite(due) ? io.setTimer(look, Math.max(0, due - now)) : null;
    const same = JSON.stringify(calls) === JSON.stringify(state.calls);
    setState({ alarms, calls: same ? state.calls : calls, seen: isSeen(view), said: say ?? state.said });
  }

  /** What was silenced is loud from then on, and nobody tells. */
  function silencesEndAt(now: ObserverMs, at: number): ObserverMs {
    const ends = care
      .get()
      .care.silences.map(({ until }) => until)
      .filter((until) => until > at);
    return ends.length === 0 ? Infinity : now + Math.min(Math.min(...ends) - at, LONGEST_WAIT_MS);
  }

  /** Patches come ten times a second; few of them are about alarms. */
  function changed(): void {
    const { alarms, clock, connection, sight } = mirror.getView();
    const parts = [alarms, clock, connection.state, sight.state, mirror.getTrouble(), care.get()];
    if (parts.every((part, index) => part === seenParts[index])) return;
    seenParts = parts;
    look();
  }

  function keep(change: Partial<AnnouncingSettings>): void {
    settings = { ...settings, ...change };
    saveAnnouncing(io.device, settings);
    setState({ settings, notifications: io.notifier.getState(settings.notifications) });
  }

  const stops = [
    mirror.subscribe(changed),
    care.subscribe(changed),
    io.sounder.subscribe(() => setState({ sound: io.sounder.getState() })),
  ];
  if (settings.sound) void io.sounder.arm();
  changed();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    setSound(wanted) {
      keep({ sound: wanted });
      if (wanted) void io.sounder.arm();
      else io.sounder.disarm();
    },
    testSound: (severity) => io.sounder.play(severity),
    setNotifications(wanted) {
      if (!wanted) {
        keep({ notifications: false });
        return;
      }
      void io.notifier.ask().then(
        () => keep({ notifications: true }),
        () => keep({ notifications: false }),
      );
    },
    setRepeatMinutes(minutes) {
      keep({ repeatMinutes: minutes });
      look();
    },
    touched() {
      if (settings.sound && io.sounder.getState() === "blocked") void io.sounder.arm();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}

/** Beyond 24.8 days a browser's timer goes off at once. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS;

function isSeen({ connection, sight }: FleetView): boolean {
  if (sight.state !== "lost") return true;
  switch (connection.state) {
    case "connecting":
    case "live":
      return true;
    case "stale":
    case "lost":
    case "refused":
      return false;
  }
}
