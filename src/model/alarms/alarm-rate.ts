/**
 * How many alarms are raised, against what one person can attend to. The targets are EEMUA 191's: past them alarms are not read any more, and
 * a rule or a threshold is wrong.
 */
import type { AlarmSeverity } from "./alarm.ts";
import type { ServerMs } from "#util/units.ts";
import { DAY_MS, MINUTE_MS } from "#util/units.ts";

export interface AlarmRate {
  /** Counted since then, a day at most. Null: not yet. */
  since: ServerMs | null;
  lastMinute: number;
  last10Minutes: number;
  lastHour: number;
  /** The most in one minute, in ten, in sixty. */
  peakMinute: number;
  peak10Minutes: number;
  peakHour: number;
  /** Per ten minutes, over all the time counted; null under ten minutes. */
  averagePer10Minutes: number | null;
  raised: Readonly<Record<AlarmSeverity, number>>;
  /** Alarms that have stood for over a day. */
  standing: number;
}

export interface AlarmTarget {
  id: "average" | "peak-10-minutes" | "peak-hour" | "peak-minute" | "critical-share" | "standing";
  label: string;
  unit: "alarms" | "share";
  /** At most; a share is 0..1. */
  most: number;
}

export const EEMUA_TARGETS: readonly AlarmTarget[] = [
  { id: "average", label: "Average in ten minutes", unit: "alarms", most: 1 },
  { id: "peak-10-minutes", label: "Most in ten minutes", unit: "alarms", most: 10 },
  { id: "peak-hour", label: "Most in an hour", unit: "alarms", most: 15 },
  { id: "peak-minute", label: "Most in a minute", unit: "alarms", most: 2 },
  { id: "critical-share", label: "Critical ones among them", unit: "share", most: 0.05 },
  { id: "standing", label: "Standing for over a day", unit: "alarms", most: 0 },
];

/** Under so many alarms a share says nothing. */
const FEW = 20;

/** The rate beside each target. `is` null: not known yet. */
export function rateAgainstTargets(
  rate: AlarmRate,
): readonly { target: AlarmTarget; is: number | null; met: boolean | null }[] {
  return EEMUA_TARGETS.map((target) => {
    const is = figureOf(rate, target.id);
    return { target, is, met: is === null ? null : is <= target.most };
  });
}

function figureOf(rate: AlarmRate, id: AlarmTarget["id"]): number | null {
  switch (id) {
    case "average":
      return rate.averagePer10Minutes;
    case "peak-10-minutes":
      return rate.peak10Minutes;
    case "peak-hour":
      return rate.peakHour;
    case "peak-minute":
      return rate.peakMinute;
    case "critical-share": {
      const all = rate.raised.critical + rate.raised.warning + rate.raised.notice;
      return all < FEW ? null : rate.raised.critical / all;
    }
    case "standing":
      return rate.standing;
  }
}

export const STANDING_AFTER_MS = DAY_MS;
const MINUTES = DAY_MS / MINUTE_MS;

/** Alarms raised by the minute, of the last day. */
export interface RateMemory {
  since: ServerMs | null;
  /** By minute since 1970. */
  minutes: Map<number, number>;
  raised: Record<AlarmSeverity, number>;
}

export function createRateMemory(): RateMemory {
  return { since: null, minutes: new Map(), raised: { critical: 0, warning: 0, notice: 0 } };
}

export function countRaised(memory: RateMemory, at: ServerMs, severity: AlarmSeverity): void {
  const minute = Math.floor(at / MINUTE_MS);
  memory.minutes.set(minute, (memory.minutes.get(minute) ?? 0) + 1);
  memory.raised[severity] += 1;
}

/** @param standing how many alarms stand for longer than `STANDING_AFTER_MS` */
export function rateOf(memory: RateMemory, now: ServerMs, standing: number): AlarmRate {
  const thisMinute = Math.floor(now / MINUTE_MS);
  for (const minute of memory.minutes.keys()) if (minute <= thisMinute - MINUTES) memory.minutes.delete(minute);
  const within = (minutes: number): number => {
    let sum = 0;
    for (const [minute, count] of memory.minutes) if (minute > thisMinute - minutes) sum += count;
    return sum;
  };
  const since = memory.since === null ? null : Math.max(memory.since, now - DAY_MS);
  const overMs = since === null ? 0 : now - since;
  return {
    since,
    lastMinute: within(1),
    last10Minutes: within(10),
    lastHour: within(60),
    peakMinute: peakOf(memory.minutes, 1),
    peak10Minutes: peakOf(memory.minutes, 10),
    peakHour: peakOf(memory.minutes, 60),
    averagePer10Minutes: overMs < 10 * MINUTE_MS ? null : within(MINUTES) / (overMs / (10 * MINUTE_MS)),
    raised: { ...memory.raised },
    standing,
  };
}

/** The most in any `width` minutes in a row. Minutes with alarms are few. */
function peakOf(minutes: ReadonlyMap<number, number>, width: number): number {
  let peak = 0;
  for (const first of minutes.keys()) {
    let sum = 0;
    for (const [minute, count] of minutes) if (minute >= first && minute < first + width) sum += count;
    peak = Math.max(peak, sum);
  }
  return peak;
}
