import type { DeploymentFile } from "./deployment-file.ts";
import { parseDeployment } from "./deployment-file.ts";
import { createMirror } from "./mirror.ts";
import type { Mirror } from "./mirror.ts";
import type { LoginKind, PagePlace, UserSettings } from "./settings.ts";
import { mergeAlarms, mergeSettings } from "./settings.ts";
import type { Stores } from "./user-settings.ts";
import { loadSecret, loadUserSettings, saveUserSettings } from "./user-settings.ts";
import type { FeedPort, HeardMessage } from "./worker-keeper.ts";
import { WorkerKeeper } from "./worker-keeper.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import type { FleetView } from "#model/view.ts";
import type { Result } from "#util/result.ts";
import { unreachable } from "#util/assert.ts";
import type { ObserverMs } from "#util/units.ts";
import type { AskAnswers, AskRequest, FeedSettings, FromPage } from "#worker/protocol.ts";

/** What `rollcall.json` beside the page gave. */
export type Deployment =
  | { state: "reading" }
  | { state: "none" }
  | { state: "read"; file: DeploymentFile }
  /** The page goes on without it; the sentence says which key is wrong. */
  | { state: "bad"; error: string };

/** Where the settings stand; holds no secret, so it may be shown. `hasSecret` tells whether one is held. */
export interface SettingsState {
  deployment: Deployment;
  user: UserSettings;
  hasSecret: boolean;
  /** What is in force, but for the secret; null until `rollcall.json` was answered. */
  inForce: Omit<FeedSettings, "login"> | null;
  paused: boolean;
}

export interface FeedControls {
  /** Stops painting, not counting: `view.pausedBehind` says how far behind the page is. */
  setPaused(this: void, paused: boolean): void;
  /** The page looks no more often than this (a wall); null: as often as there is news. */
  setPace(this: void, everyMs: number | null): void;
  retryNow(this: void): void;
  /**
   * Keeps the user's settings and connects with them.
   * @param secret password or token; null keeps the one that is held, as long as the kind of login stays the same
   */
  connect(this: void, user: UserSettings, secret: string | null): void;
  /** Keeps the user's own thresholds and rules of the alarms, and has the worker judge by them. */
  setAlarms(this: void, alarms: UserSettings["alarms"]): void;
  /** What somebody did about alarms: the worker marks what it finds. */
  careForAlarms(this: void, care: AlarmCare): void;
  /** Which agents' beats the patches carry: those on the screen. */
  watchStrips(this: void, ids: readonly string[], windowMs: number): void;
  /** Which tasks the patches carry: those on the screen. `list`: the one whose newcomers are counted. */
  watchTasks(this: void, ids: readonly string[], list: WatchedList): void;
}

export type WatchedList = Extract<FromPage, { type: "watch-tasks" }>["list"];

export interface FeedClient {
  mirror: Mirror;
  settings: { subscribe(this: void, listener: () => void): () => void; get(this: void): SettingsState };
  controls: FeedControls;
  ask<R extends AskRequest>(this: void, request: R): Promise<AskAnswers[R["kind"]]>;
  close(this: void): void;
}

export interface FeedClientIo {
  place: PagePlace;
  stores: Stores;
  /** The text of `rollcall.json`, or null when there is none. */
  readDeployment(): Promise<Result<string | null>>;
  now(): ObserverMs;
  /** Runs after what was applied has been rendered; soon in a hidden page too. */
  afterRender(run: () => void): void;
  /** Where a broken invariant of the worker is said. */
  reportError(message: string): void;
}

/** How long an `ask` may take: the worker answers from memory, so this is a bug or a frozen worker. */
const ASK_TIMEOUT_MS = 15_000;

/**
 * Runs the page's end of the worker: applies and acknowledges patches, carries questions, holds the settings.
 * @param open a worker that knows nothing yet; asked for another one where the last one ended
 */
export function createFeedClient(open: () => FeedPort, io: FeedClientIo, first?: FleetView): FeedClient {
  const mirror = createMirror(first);
  const asked = new Map<number, { answer(value: AskAnswers[AskRequest["kind"]]): void; refuse(error: Error): void }>();
  const listeners = new Set<() => void>();
  let nextAskId = 1;
  let strips: Extract<FromPage, { type: "watch" }> | null = null;
  let pace: Extract<FromPage, { type: "pace" }> | null = null;
  let tasks: Extract<FromPage, { type: "watch-tasks" }> | null = null;
  let care: Extract<FromPage, { type: "alarm-care" }> | null = null;
  let secret = loadSecret(io.stores);
  let state: SettingsState = {
    deployment: { state: "reading" },
    user: loadUserSettings(io.stores),
    hasSecret: secret !== "",
    inForce: null,
    paused: false,
  };

  function setState(change: Partial<SettingsState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function connect(): void {
    const file = state.deployment.state === "read" ? state.deployment.file : {};
    const settings = mergeSettings(io.place, file, state.user, secret);
    const { login: _login, ...inForce } = settings;
    setState({ inForce });
    keeper.post({ type: "connect", settings });
  }

  const keeper = new WorkerKeeper(
    open,
    {
      heard,
      replaced: tellAll,
      trouble: (trouble) => mirror.setTrouble(trouble),
      reportError: (message) => io.reportError(message),
    },
    () => io.now(),
  );

  function heard(message: HeardMessage): void {
    switch (message.type) {
      case "patch-part":
        mirror.takeIn(message.moved);
        return;
      case "patch":
        mirror.apply(message.patch);
        io.afterRender(() => keeper.post({ type: "ack", tick: message.patch.tick }));
        return;
      case "answer": {
        const waiting = asked.get(message.id);
        asked.delete(message.id);
        if (message.answer.ok) waiting?.answer(message.answer.value);
        else waiting?.refuse(new Error(message.answer.error));
        return;
      }
      case "broken":
        io.reportError(message.message);
        return;
      default:
        unreachable(message);
    }
  }

  /** To a worker in another one's place. What that one counted during a pause is gone with it, and so is the pause. */
  function tellAll(): void {
    for (const waiting of asked.values()) waiting.refuse(new Error("the page's own worker was started anew"));
    asked.clear();
    setState({ paused: false });
    if (state.inForce !== null) connect();
    if (pace !== null) keeper.post(pace);
    if (strips !== null) keeper.post(strips);
    if (tasks !== null) keeper.post(tasks);
    if (care !== null) keeper.post(care);
  }

  void io.readDeployment().then((read) => {
    setState({ deployment: deploymentOf(read) });
    connect();
  });

  return {
    mirror,
    settings: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      get: () => state,
    },
    controls: {
      setPaused(paused) {
        setState({ paused });
        keeper.post({ type: "pause", paused });
      },
      setPace(everyMs) {
        pace = { type: "pace", everyMs };
        keeper.post(pace);
      },
      retryNow: () => keeper.retryNow(),
      connect(user, newSecret) {
        // A password is no token: what was held for another kind of login is not sent to the server as this one.
        const sameKind = kindOf(user) === kindOf(state.user);
        secret = kindOf(user) === "none" ? "" : (newSecret ?? (sameKind ? secret : ""));
        saveUserSettings(io.stores, user, secret);
        setState({ user, hasSecret: secret !== "" });
        connect();
      },
      setAlarms(alarms) {
        const { alarms: _before, ...rest } = state.user;
        const user = alarms === undefined ? rest : { ...rest, alarms };
        saveUserSettings(io.stores, user, secret);
        const file = state.deployment.state === "read" ? state.deployment.file : {};
        const settings = mergeAlarms(file.alarms, alarms);
        setState({ user, inForce: state.inForce === null ? null : { ...state.inForce, alarms: settings } });
        // Judged by from now on; the connection stays as it is.
        keeper.post({ type: "alarm-settings", settings });
      },
      careForAlarms(taken) {
        care = { type: "alarm-care", care: taken };
        keeper.post(care);
      },
      watchStrips(ids, windowMs) {
        strips = { type: "watch", strips: [...ids], windowMs };
        keeper.post(strips);
      },
      watchTasks(ids, list) {
        tasks = { type: "watch-tasks", ids: [...ids], list };
        keeper.post(tasks);
      },
    },
    ask<R extends AskRequest>(request: R) {
      const id = nextAskId++;
      return new Promise<AskAnswers[R["kind"]]>((resolve, reject) => {
        const timer = setTimeout(() => {
          asked.delete(id);
          reject(new Error("the worker did not answer"));
        }, ASK_TIMEOUT_MS);
        asked.set(id, {
          answer(value: AskAnswers[R["kind"]]) {
            clearTimeout(timer);
            resolve(value);
          },
          refuse(error) {
            clearTimeout(timer);
            reject(error);
          },
        });
        keeper.post({ type: "ask", id, request });
      });
    },
    close: () => keeper.close(),
  };
}

function kindOf(user: UserSettings): LoginKind["kind"] {
  return user.login?.kind ?? "none";
}

function deploymentOf(read: Result<string | null>): Deployment {
  if (!read.ok) return { state: "bad", error: read.error };
  if (read.value === null) return { state: "none" };
  const parsed = parseDeployment(read.value);
  return parsed.ok ? { state: "read", file: parsed.value } : { state: "bad", error: parsed.error };
}
