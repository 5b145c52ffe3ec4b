import type { AlarmCareState, AlarmCareStore } from "./alarm-care.ts";
import type { AlarmDesk } from "./alarm-desk.ts";
import type { Announcer, AnnouncerState } from "./announcer.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import type { Call } from "#model/announce/call.ts";
import { assert } from "#util/assert.ts";
import type { ReactNode } from "react";
import { createContext, use, useSyncExternalStore } from "react";

const DeskContext = createContext<AlarmDesk | null>(null);

/** Hands the desk of alarms to the hooks below. */
export function AlarmDeskProvider({ desk, children }: { desk: AlarmDesk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

function useDesk(): AlarmDesk {
  const desk = use(DeskContext);
  assert(desk !== null, "a hook of alarms outside AlarmDeskProvider");
  return desk;
}

/** What stands, worst first, each with what somebody on this device did about it; the same on every page, at every moment. */
export function useAlarms(): readonly Alarm[] {
  const { announcer } = useDesk();
  return useSyncExternalStore(announcer.subscribe, () => announcer.get().alarms);
}

/** The same as whatever announces them sees them. */
export function useCalls(): readonly Call[] {
  const { announcer } = useDesk();
  return useSyncExternalStore(announcer.subscribe, () => announcer.get().calls);
}

/** What was done about alarms on this device, what happened to them, and what can be done. */
export function useAlarmCare(): AlarmCareState & { store: AlarmCareStore } {
  const { care } = useDesk();
  return { ...useSyncExternalStore(care.subscribe, care.get), store: care };
}

/** How alarms are called out, and how that is changed. */
export function useAnnouncer(): AnnouncerState & { announcer: Announcer } {
  const { announcer } = useDesk();
  return { ...useSyncExternalStore(announcer.subscribe, announcer.get), announcer };
}
