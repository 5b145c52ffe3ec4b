import type { FeedClient, SettingsState } from "./feed-client.ts";
import { createMirror } from "./mirror.ts";
import { mergeAlarms, mergeSettings } from "./settings.ts";
import type { FleetView } from "#model/view.ts";
import type { AskAnswers, AskRequest, FromPage } from "#worker/protocol.ts";

/** A feed that shows one given view and keeps what it was told: for component tests and for looking at a page in any state. */
export interface FixedFeed extends FeedClient {
  /** Everything the page said, in order. */
  said: FromPage[];
}

export function feedOfView(
  view: FleetView,
  answers: Partial<AskAnswers> = {},
  settings: Partial<SettingsState> = {},
): FixedFeed {
  const said: FromPage[] = [];
  const place = { hostname: "127.0.0.1", protocol: "http:" };
  const { login: _login, ...inForce } = mergeSettings(place, {}, {}, "");
  const listeners = new Set<() => void>();
  let state: SettingsState = {
    deployment: { state: "none" },
    user: {},
    hasSecret: false,
    inForce,
    paused: false,
    ...settings,
  };
  function setState(change: Partial<SettingsState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }
  return {
    said,
    mirror: createMirror(view),
    settings: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      get: () => state,
    },
    controls: {
      setPaused(paused) {
        said.push({ type: "pause", paused });
        setState({ paused });
      },
      setPace: (everyMs) => said.push({ type: "pace", everyMs }),
      retryNow: () => said.push({ type: "retry-now" }),
      connect(user, secret) {
        said.push({ type: "connect", settings: mergeSettings(place, {}, user, secret ?? "") });
        setState({ user, hasSecret: secret !== null && secret !== "" });
      },
      setAlarms(alarms) {
        const { alarms: _before, ...rest } = state.user;
        const user = alarms === undefined ? rest : { ...rest, alarms };
        const settings = mergeAlarms(undefined, alarms);
        setState({ user, inForce: state.inForce === null ? null : { ...state.inForce, alarms: settings } });
        said.push({ type: "alarm-settings", settings });
      },
      careForAlarms: (care) => said.push({ type: "alarm-care", care }),
      watchStrips: (ids, windowMs) => said.push({ type: "watch", strips: [...ids], windowMs }),
      watchTasks: (ids, list) => said.push({ type: "watch-tasks", ids: [...ids], list }),
    },
    ask<R extends AskRequest>(request: R) {
      const kind: R["kind"] = request.kind;
      const answer: AskAnswers[R["kind"]] | undefined = answers[kind];
      return answer === undefined
        ? Promise.reject(new Error(`no answer for ${request.kind}`))
        : Promise.resolve(answer);
    },
    close: () => undefined,
  };
}
