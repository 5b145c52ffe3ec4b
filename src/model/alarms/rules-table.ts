/** The tables of docs/alarms.md, cell by cell, from the data. */
import type { AlarmRule } from "./rules.ts";
import type { ThresholdKey } from "./thresholds.ts";
import { THRESHOLD_SPECS } from "./thresholds.ts";
import { formatCount, formatDuration } from "#util/format.ts";

export function ruleCells(rule: AlarmRule): string[] {
  return [
    `\`${rule.id}\` ${rule.title}`,
    rule.bySeverityFound ? `up to ${rule.severity}` : rule.severity,
    rule.meaning,
    rule.onDelayMs === 0 ? "at once" : plain(formatDuration(rule.onDelayMs)),
    rule.endsWhen ?? (rule.offDelayMs === 0 ? "at once" : plain(formatDuration(rule.offDelayMs))),
    rule.groupFrom === null ? "" : formatCount(rule.groupFrom),
    rule.remedy,
  ];
}

export function thresholdCells(key: ThresholdKey): string[] {
  const { rule, label, unit, default: usual } = THRESHOLD_SPECS[key];
  return [`\`${key}\``, `\`${rule}\``, label, unit, String(usual)];
}

function plain(text: string): string {
  return text.replaceAll("\u00A0", " ");
}
