import { NO_ALARMS } from "./alarms/empty-alarms.ts";
import type { TasksView } from "./tasks/tasks-view.ts";
import type { FleetView } from "./view.ts";
import type { ObserverMs } from "#util/units.ts";

/** What is known before anything came in: nothing, and it says so (unknown is not zero). */
export function emptyView(now: ObserverMs = 0): FleetView {
  return {
    tick: 0,
    connection: { state: "connecting", since: now, url: "", attempt: 0, nextTryAt: null },
    sight: { state: "lost", since: now },
    clock: null,
    history: { wantedSince: null, completeSince: null, doneRatio: 0, complete: false },
    counters: { messages: 0, malformed: 0, dropped: {} },
    sources: [],
    agents: new Map(),
    agentsNotHeld: 0,
    strips: new Map(),
    tasks: EMPTY_TASKS,
    taskRows: new Map(),
    channels: new Map(),
    rates: [],
    malformed: [],
    mayWrite: null,
    alarms: NO_ALARMS,
    newestAt: null,
    pausedBehind: null,
  };
}

const EMPTY_TASKS: TasksView = {
  counts: { available: null, blocked: null, claimed: null, completed: null, failed: null, unknown: null },
  oldestWaiting: null,
  stuck: { total: 0, worst: [] },
  findings: {},
  figures: null,
  letGo: { open: 0, ended: 0, steps: 0 },
  whole: false,
  arrivedSinceList: 0,
};
