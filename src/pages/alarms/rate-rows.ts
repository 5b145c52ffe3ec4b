import type { AlarmRate } from "#model/alarms/alarm-rate.ts";
import { rateAgainstTargets } from "#model/alarms/alarm-rate.ts";
import { formatFigure, formatPercent } from "#util/format.ts";

export interface RateRow {
  id: string;
  label: string;
  is: string;
  most: string;
  met: boolean | null;
}

/** The alarm rate beside what one person can attend to. */
export function rateRows(rate: AlarmRate): RateRow[] {
  return rateAgainstTargets(rate).map(({ target, is, met }) => {
    const format = target.unit === "share" ? formatPercent : formatFigure;
    return {
      id: target.id,
      label: target.label,
      is: is === null ? "not known yet" : format(is),
      most: target.most === 0 ? "none" : `at most ${format(target.most)}`,
      met,
    };
  });
}

export function rateSentence(rate: AlarmRate): string {
  const missed = rateAgainstTargets(rate).filter(({ met }) => met === false);
  if (missed.length === 0) return "As many alarms as one person can attend to, or fewer.";
  return "More alarms than one person can attend to: raise a threshold, or mend what alarms again and again.";
}
