/** Everything of this page that looks after alarms, beside React: what was done about them, and who is told. */
import type { AlarmCareStore } from "./alarm-care.ts";
import { CARE_KEY, createAlarmCare, HISTORY_KEY } from "./alarm-care.ts";
import type { Announcer } from "./announcer.ts";
import { createAnnouncer } from "./announcer.ts";
import type { FeedClient } from "./feed-client.ts";
import { browserNotifications, createNotifier } from "./notifier.ts";
import type { NotificationMaker } from "./notifier.ts";
import type { Voice } from "./sounder.ts";
import { createSounder } from "./sounder.ts";
import { webAudioVoice } from "./web-audio.ts";
import { observerNow } from "./ticker.ts";
import type { KeyValues } from "./user-settings.ts";
import { browserStores } from "./user-settings.ts";
import { NO_CARE } from "#model/alarms/care.ts";
import type { ObserverMs } from "#util/units.ts";

export interface AlarmDesk {
  care: AlarmCareStore;
  announcer: Announcer;
  close(this: void): void;
}

export interface AlarmDeskIo {
  device: KeyValues;
  /** Null where there is no sound. */
  createVoice(): Voice | null;
  /** Null where there are none. */
  notifications: NotificationMaker | null;
  /** Somebody clicked on a notification. */
  opened(): void;
  now(): ObserverMs;
}

export function createAlarmDesk({ mirror, controls }: FeedClient, io: AlarmDeskIo): AlarmDesk {
  const care = createAlarmCare(io.device);
  let told = care.get().care;
  if (told !== NO_CARE) controls.careForAlarms(told);
  const stop = care.subscribe(() => {
    const taken = care.get().care;
    if (taken === told) return;
    told = taken;
    controls.careForAlarms(taken);
  });
  const announcer = createAnnouncer(mirror, care, {
    sounder: createSounder(() => io.createVoice()),
    notifier: createNotifier(io.notifications, () => io.opened()),
    device: io.device,
    now: () => io.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
  });
  return {
    care,
    announcer,
    close() {
      stop();
      announcer.close();
    },
  };
}

/** The browser's own: its storage and what other tabs write there, its sound, its notifications. Called once. */
export function startAlarmDesk(client: FeedClient, opened: () => void): AlarmDesk {
  const desk = createAlarmDesk(client, {
    device: browserStores().device,
    createVoice: webAudioVoice,
    notifications: browserNotifications(),
    opened,
    now: observerNow,
  });
  window.addEventListener("storage", ({ key }) => {
    if (key === CARE_KEY || key === HISTORY_KEY || key === null) desk.care.reread();
  });
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, () => desk.announcer.touched());
  return desk;
}

/** Without a voice, forgotten with the page: for component tests and for looking at a page in any state. */
export function silentAlarmDesk(client: FeedClient, io: Partial<AlarmDeskIo> = {}): AlarmDesk {
  const kept = new Map<string, string>();
  return createAlarmDesk(client, {
    device: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    },
    createVoice: () => null,
    notifications: null,
    opened: () => undefined,
    now: observerNow,
    ...io,
  });
}
