import type { Call } from "#model/announce/call.ts";

/** Whether the browser shows notifications of this page. */
export type NotifyState = "off" | "on" | "denied" | "unsupported";

/** As much of the browser's `Notification` as is used. */
export interface NotificationLike {
  close(): void;
  addEventListener(kind: "click", clicked: () => void): void;
}

export interface NotificationMaker {
  readonly permission: NotificationPermission;
  requestPermission(): Promise<NotificationPermission>;
  make(title: string, options: NotificationOptions): NotificationLike;
}

export interface Notifier {
  getState(this: void, wanted: boolean): NotifyState;
  /** Asks the person, where that was not done yet. To be called from a click. */
  ask(this: void): Promise<void>;
  show(this: void, call: Call): void;
  withdraw(this: void, key: string): void;
}

const WORDS: Record<Call["severity"], string> = {
  critical: "Critical",
  warning: "Warning",
  notice: "Notice",
};

/**
 * One notification for each alarm, taken back when it is over. Several tabs of one device show one, by its tag.
 * @param maker null where the browser has none @param opened what a click on one does
 */
export function createNotifier(maker: NotificationMaker | null, opened: () => void): Notifier {
  const shown = new Map<string, NotificationLike>();
  let refused = false;
  return {
    getState(wanted) {
      if (maker === null || refused) return "unsupported";
      if (maker.permission === "denied") return "denied";
      return wanted && maker.permission === "granted" ? "on" : "off";
    },
    async ask() {
      await maker?.requestPermission();
    },
    show(call) {
      if (maker?.permission !== "granted") return;
      try {
        const notification = maker.make(`${WORDS[call.severity]} · Rollcall`, { body: call.sentence, tag: call.key });
        notification.addEventListener("click", opened);
        shown.set(call.key, notification);
      } catch {
        // Android has the constructor and refuses it: notifications there need a service worker, which a page without a server has none of.
        refused = true;
      }
    },
    withdraw(key) {
      shown.get(key)?.close();
      shown.delete(key);
    },
  };
}

export function browserNotifications(): NotificationMaker | null {
  if (!("Notification" in window)) return null;
  return {
    get permission() {
      return Notification.permission;
    },
    requestPermission: () => Notification.requestPermission(),
    make: (title, options) => new Notification(title, options),
  };
}
