/**
 * What somebody on this device did about alarms, and what happened to alarms while a page of it was open. Kept by the browser, shared by
 * its tabs; without storage it holds until the page is closed.
 */
import { careSchema, historySchema, HISTORY_KEPT } from "./alarm-file.ts";
import type { KeyValues } from "./user-settings.ts";
import type { Alarm, AlarmEvent } from "#model/alarms/alarm.ts";
import type { AlarmCare, Silence } from "#model/alarms/care.ts";
import { NO_CARE, pruneCare } from "#model/alarms/care.ts";
import { keepEvents } from "#model/alarms/keep-events.ts";
import type { ServerMs } from "#util/units.ts";
import * as v from "valibot";

export interface AlarmCareState {
  care: AlarmCare;
  /** Ascending in time, at most `HISTORY_KEPT`. */
  history: readonly AlarmEvent[];
}

export type AlarmOnScreen = Pick<Alarm, "key" | "newsAt">;

export interface AlarmCareStore {
  subscribe(this: void, listener: () => void): () => void;
  get(this: void): AlarmCareState;
  /** Of what is on the screen: the page's moment may be a second older than the alarm that somebody clicks on. */
  acknowledge(this: void, alarms: readonly AlarmOnScreen[], reason: string | null, now: ServerMs): void;
  /** Takes acknowledgements back. */
  unacknowledge(this: void, keys: readonly string[]): void;
  silence(this: void, silence: Omit<Silence, "id">): void;
  endSilence(this: void, id: string): void;
  /** What the worker tells: keeps what is new, and lets go of care that is over. */
  note(this: void, events: readonly AlarmEvent[], alarms: readonly Alarm[], now: ServerMs): void;
  /** Another device's, from a file. */
  replace(this: void, state: AlarmCareState): void;
  /** Another tab has written: look again. */
  reread(this: void): void;
}

export const CARE_KEY = "rollcall.alarm-care";
export const HISTORY_KEY = "rollcall.alarm-history";

export function createAlarmCare(device: KeyValues): AlarmCareStore {
  const listeners = new Set<() => void>();
  let state: AlarmCareState = {
    care: read(CARE_KEY, careSchema) ?? NO_CARE,
    history: read(HISTORY_KEY, historySchema) ?? [],
  };
  let noted: readonly AlarmEvent[] = [];

  function read<T>(key: string, schema: v.GenericSchema<unknown, T>): T | null {
    try {
      const kept = device.getItem(key);
      if (kept === null) return null;
      const parsed = v.safeParse(schema, JSON.parse(kept));
      return parsed.success ? parsed.output : null;
    } catch {
      return null;
    }
  }

  function write(key: string, value: unknown): void {
    try {
      device.setItem(key, JSON.stringify(value));
    } catch {
      // Blocked or full: it holds until the page is closed.
    }
  }

  function setState(next: AlarmCareState): void {
    const before = state;
    state = next;
    if (next.care !== before.care) write(CARE_KEY, next.care);
    if (next.history !== before.history) write(HISTORY_KEY, next.history);
    if (next.care !== before.care || next.history !== before.history) for (const listener of listeners) listener();
  }

  /** From what is kept now: another tab may have written since its event was heard. */
  function changeCare(change: (care: AlarmCare) => AlarmCare): void {
    setState({ ...state, care: change(read(CARE_KEY, careSchema) ?? state.care) });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    acknowledge(alarms, reason, now) {
      const keys = new Set(alarms.map(({ key }) => key));
      changeCare(({ acknowledged, silences }) => ({
        acknowledged: [
          ...acknowledged.filter(({ key }) => !keys.has(key)),
          ...alarms.map(({ key, newsAt }) => ({ key, at: Math.max(now, newsAt), reason })),
        ],
        silences,
      }));
    },
    unacknowledge(keys) {
      changeCare(({ acknowledged, silences }) => ({
        acknowledged: acknowledged.filter(({ key }) => !keys.includes(key)),
        silences,
      }));
    },
    silence(silence) {
      const id = crypto.randomUUID();
      changeCare(({ acknowledged, silences }) => ({ acknowledged, silences: [...silences, { id, ...silence }] }));
    },
    endSilence(id) {
      changeCare(({ acknowledged, silences }) => ({
        acknowledged,
        silences: silences.filter((silence) => silence.id !== id),
      }));
    },
    note(events, alarms, now) {
      const known = new Set(noted.map(identity));
      const fresh = events.filter((event) => !known.has(identity(event)));
      noted = events;
      const kept = keepEvents(state.history, fresh, alarms);
      setState({
        care: pruneCare(state.care, events, now),
        history: kept === state.history ? kept : kept.slice(-HISTORY_KEPT),
      });
    },
    replace: setState,
    reread() {
      const care = read(CARE_KEY, careSchema) ?? state.care;
      const history = read(HISTORY_KEY, historySchema) ?? state.history;
      const same = JSON.stringify({ care, history }) === JSON.stringify(state);
      if (same) return;
      state = { care, history };
      for (const listener of listeners) listener();
    },
  };
}

/** Another worker counts its events anew, at a later time. */
function identity({ id, at }: AlarmEvent): string {
  return `${id} ${at}`;
}
