import type { RuleId } from "#model/alarms/alarm.ts";
import { RULE_IDS } from "#model/alarms/alarm.ts";
import type { AlarmSettings, ThresholdKey, ThresholdSpec } from "#model/alarms/thresholds.ts";
import { THRESHOLD_KEYS, THRESHOLD_SPECS } from "#model/alarms/thresholds.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

/** Thresholds as they are typed; an empty one is left to the deployment or the default. */
export interface RulesDraft {
  thresholds: Readonly<Partial<Record<ThresholdKey, string>>>;
  off: readonly RuleId[];
}

/** What a deployment or this device says; parts that are left out it does not speak of. */
export type SaidSettings = Partial<AlarmSettings> | undefined;

export type Origin = "default" | "rollcall.json" | "this device";

export function draftOf(user: SaidSettings, deployment: SaidSettings): RulesDraft {
  const thresholds: Partial<Record<ThresholdKey, string>> = {};
  for (const key of THRESHOLD_KEYS) thresholds[key] = textOf(key, user?.thresholds?.[key]);
  return { thresholds, off: user?.off ?? deployment?.off ?? [] };
}

/** As the form shows them: a share in percent. */
export function shownThreshold(key: ThresholdKey, value: number): number {
  const spec: ThresholdSpec = THRESHOLD_SPECS[key];
  return spec.unit === "share" ? Math.round(value * 1000) / 10 : value;
}

export function unitOf(key: ThresholdKey): string {
  const { unit }: ThresholdSpec = THRESHOLD_SPECS[key];
  return unit === "share" ? "%" : unit;
}

function textOf(key: ThresholdKey, value: number | undefined): string {
  return value === undefined ? "" : String(shownThreshold(key, value));
}

/** What holds where this device says nothing. */
export function underlying(key: ThresholdKey, deployment: SaidSettings): { value: number; from: Origin } {
  const said = deployment?.thresholds?.[key];
  return said === undefined
    ? { value: THRESHOLD_SPECS[key].default, from: "default" }
    : { value: said, from: "rollcall.json" };
}

/** @returns this device's own settings, only what differs from the deployment's; undefined: nothing does */
export function readDraft(
  draft: RulesDraft,
  deployment: SaidSettings,
): Result<Partial<AlarmSettings> | undefined, Partial<Record<ThresholdKey, string>>> {
  const errors: Partial<Record<ThresholdKey, string>> = {};
  const thresholds: Partial<Record<ThresholdKey, number>> = {};
  for (const key of THRESHOLD_KEYS) {
    const text = typedText(draft, key);
    if (text === "") continue;
    const value = readThreshold(key, text);
    if (value === null) errors[key] = boundWords(key);
    else thresholds[key] = value;
  }
  if (Object.keys(errors).length > 0) return fail(errors);
  const off = RULE_IDS.filter((id) => draft.off.includes(id));
  const same = sameRules(off, deployment?.off ?? []);
  if (Object.keys(thresholds).length === 0 && same) return ok(undefined);
  return ok({ ...(Object.keys(thresholds).length === 0 ? {} : { thresholds }), ...(same ? {} : { off }) });
}

/** Null: not a number that the rule can go by. */
export function readThreshold(key: ThresholdKey, text: string): number | null {
  const spec: ThresholdSpec = THRESHOLD_SPECS[key];
  const typed = Number(text.replace(",", "."));
  const value = spec.unit === "share" ? typed / 100 : typed;
  const fits =
    Number.isFinite(value) && value >= spec.min && value <= spec.max && (!spec.whole || Number.isInteger(value));
  return fits ? value : null;
}

function boundWords(key: ThresholdKey): string {
  const spec: ThresholdSpec = THRESHOLD_SPECS[key];
  const kind = spec.whole ? "a whole number" : "a number";
  return `Must be ${kind} from ${shownThreshold(key, spec.min)} to ${shownThreshold(key, spec.max)}.`;
}

function sameRules(one: readonly RuleId[], other: readonly RuleId[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

export function thresholdsOfRule(rule: RuleId): ThresholdKey[] {
  return THRESHOLD_KEYS.filter((key) => THRESHOLD_SPECS[key].rule === rule);
}

export function sameDraft(one: RulesDraft, other: RulesDraft): boolean {
  return THRESHOLD_KEYS.every((key) => typedText(one, key) === typedText(other, key)) && sameRules(one.off, other.off);
}

export function typedText({ thresholds }: RulesDraft, key: ThresholdKey): string {
  return (thresholds[key] ?? "").trim();
}
