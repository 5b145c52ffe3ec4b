/** What alarms are judged from where all is well, for tests that change one thing of it. Knows no test runner. */
import type { AlarmFacts, QueueFacts, ViewFacts } from "./alarm-facts.ts";
import { nothingAsked } from "./asked-conditions.ts";
import type { AgentFacts } from "../agent.ts";
import { DEFAULT_BOUNDS } from "../liveness.ts";
import type { ServerMs } from "#util/units.ts";

export const QUIET_QUEUE: QueueFacts = {
  available: 0,
  oldestWaiting: null,
  findings: {},
  stuck: { total: 0, worst: [] },
};

const ASKED = nothingAsked("Nobody is asked here.");

export interface Situation {
  agents?: readonly AgentFacts[];
  queue?: Partial<QueueFacts>;
  errors?: number;
  view?: Partial<ViewFacts>;
  asked?: Partial<AlarmFacts["asked"]>;
}

export function quietFacts(now: ServerMs, { agents = [], queue, errors = 0, view, asked }: Situation = {}): AlarmFacts {
  const isLost = (view?.lostSince ?? null) !== null;
  const why = "Our own view is lost.";
  return {
    agents: isLost
      ? { state: "not-known", why }
      : { state: "known", value: { all: agents, bounds: DEFAULT_BOUNDS, at: now } },
    tasks: isLost ? { state: "not-known", why } : { state: "known", value: { ...QUIET_QUEUE, ...queue } },
    errors: { state: "known", value: { last10Minutes: errors } },
    view: {
      connection: {
        state: "live",
        since: now,
        server: { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
        rttMs: 1,
      },
      lostSince: null,
      blindBecause: null,
      behindMs: null,
      notHeld: { agents: 0, tasks: 0 },
      lagMs: 0,
      clockOffMs: 0,
      clockJump: null,
      ...view,
    },
    asked: { ...ASKED, ...asked },
  };
}
