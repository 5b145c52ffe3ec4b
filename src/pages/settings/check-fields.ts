/** The thresholds of the checks of streams and consumers as the form has them: a number with its unit, and where it stands in the settings. */
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";
import type { DeploymentFile } from "#store/deployment-file.ts";
import type { SettingsState } from "#store/feed-client.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";

type Checks = NonNullable<DeploymentFile["checks"]>;
export type CheckKey = keyof Checks;

interface CheckField {
  key: CheckKey;
  label: string;
  unit: string;
  /** What is typed, in the unit that the settings keep: 90 % is 0.9. */
  perUnit: number;
  most: number;
  /** Where the checks have it, and how much of that is one of the settings' unit. */
  threshold: keyof BrokerThresholds;
  inThreshold: number;
}

const PERCENT = { perUnit: 0.01, most: 100, inThreshold: 1 } as const;
const PLAIN = { perUnit: 1, most: 1e12, inThreshold: 1 } as const;
const SECONDS = { unit: "s", perUnit: 1, most: 1e7, inThreshold: SECOND_MS } as const;
const HOURS = { unit: "h", perUnit: 1, most: 24 * 365, inThreshold: HOUR_MS } as const;

export const CHECK_FIELDS: readonly CheckField[] = [
  { key: "fillWarning", label: "Nearly full at", unit: "% of a limit", threshold: "fillWarning", ...PERCENT },
  { key: "fillCritical", label: "Critically full at", unit: "% of a limit", threshold: "fillCritical", ...PERCENT },
  { key: "fillsSoonHours", label: "Fills soon: within", threshold: "fillsSoonMs", ...HOURS },
  { key: "quietHours", label: "Quiet: nothing stored for", threshold: "quietMs", ...HOURS },
  { key: "replicaLag", label: "Replica behind by", unit: "operations", threshold: "replicaLag", ...PLAIN },
  { key: "replicaSeenSeconds", label: "Replica not heard of for", threshold: "replicaSeenMs", ...SECONDS },
  { key: "upstreamLag", label: "Mirror or source behind by", unit: "messages", threshold: "upstreamLag", ...PLAIN },
  { key: "upstreamSeenSeconds", label: "Mirror or source silent for", threshold: "upstreamSeenMs", ...SECONDS },
  { key: "ackPending", label: "Unacknowledged at", unit: "% of their limit", threshold: "ackPending", ...PERCENT },
  { key: "redelivered", label: "Redelivered at", unit: "% of unacknowledged", threshold: "redelivered", ...PERCENT },
  { key: "idleDeliverySeconds", label: "Nobody pulls for", threshold: "idleDeliveryMs", ...SECONDS },
  { key: "accountWarning", label: "Account nearly full at", unit: "%", threshold: "accountWarning", ...PERCENT },
  { key: "accountCritical", label: "Account critically full at", unit: "%", threshold: "accountCritical", ...PERCENT },
];

/** As it is typed; empty where it is not set. */
export function typedOf({ perUnit }: CheckField, value: number | undefined): string {
  return value === undefined ? "" : String(rounded(value / perUnit));
}

/** What holds, as it would be typed; null where it is not checked. */
export function inForceOf(field: CheckField, checks: NonNullable<SettingsState["inForce"]>["checks"]): string | null {
  const value = { ...DEFAULT_THRESHOLDS, ...checks }[field.threshold];
  return value === null ? null : typedOf(field, value / field.inThreshold);
}

/** 0.07 / 0.01 is 7.000000000000001. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

export type CheckErrors = Partial<Record<CheckKey, string>>;

/** Typed texts, checked; an empty one leaves its threshold to the deployment or the default. */
export function readChecks(typed: Readonly<Partial<Record<CheckKey, string>>>, errors: CheckErrors): Checks {
  const checks: Checks = {};
  for (const { key, perUnit, most } of CHECK_FIELDS) {
    const text = (typed[key] ?? "").trim();
    if (text === "") continue;
    const value = Number(text);
    if (Number.isFinite(value) && value > 0 && value <= most) checks[key] = rounded(value * perUnit);
    else errors[key] = `Must be a number above 0, ${most} at most.`;
  }
  checkPair("fillWarning", "fillCritical", checks, errors);
  checkPair("accountWarning", "accountCritical", checks, errors);
  return checks;
}

function checkPair(warning: CheckKey, critical: CheckKey, checks: Checks, errors: CheckErrors): void {
  const [low, high] = [checks[warning], checks[critical]];
  if (low !== undefined && high !== undefined && low > high) errors[critical] ??= "Must not be below the warning.";
}
