/**
 * What of alarms is kept on a device, and the file that it is exported to and imported from: who took care of what, thresholds, history.
 * Everything that is read is checked: a browser's storage and a file are strangers' words.
 */
import { alarmsSchema } from "./deployment-file.ts";
import type { AlarmEvent } from "#model/alarms/alarm.ts";
import { RULE_IDS } from "#model/alarms/alarm.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import type { AlarmSettings } from "#model/alarms/thresholds.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import * as v from "valibot";

const MOST_TEXT = 2000;
const text = v.pipe(v.string("must be text"), v.maxLength(MOST_TEXT, `must be ${MOST_TEXT} characters at most`));
const moment = v.pipe(v.number("must be a moment in milliseconds"), v.finite("must be a moment in milliseconds"));
const rule = v.picklist(RULE_IDS, "is not a rule that Rollcall knows");
const severity = v.picklist(["critical", "warning", "notice"], "must be critical, warning or notice");

const acknowledgementSchema = v.object({ key: text, at: moment, reason: v.nullable(text) });

const silenceSchema = v.object({
  id: text,
  what: v.variant(
    "by",
    [
      v.object({ by: v.literal("rule"), rule }),
      v.object({ by: v.literal("agent"), agent: text }),
      v.object({ by: v.literal("prefix"), prefix: v.pipe(text, v.nonEmpty("must not be empty")) }),
    ],
    "must say rule, agent or prefix",
  ),
  from: moment,
  until: moment,
  reason: v.nullable(text),
});

const eventSchema = v.object({
  id: v.number("must be a number"),
  at: moment,
  kind: v.picklist(["raised", "worse", "grouped", "ended"], "is not something that happens to an alarm"),
  key: text,
  rule,
  severity,
  subject: text,
  sentence: text,
  total: v.number("must be a number"),
  since: moment,
  because: v.nullable(v.picklist(["recovered", "signed-off", "gone", "replaced", "unjudged"], "is not a reason")),
});

/** More than anybody silences by hand; a file that holds more is none of ours. */
const MOST_CARE = 1000;
export const HISTORY_KEPT = 500;

export const careSchema = v.object({
  acknowledged: v.pipe(v.array(acknowledgementSchema, "must be a list"), v.maxLength(MOST_CARE, "is too long")),
  silences: v.pipe(v.array(silenceSchema, "must be a list"), v.maxLength(MOST_CARE, "is too long")),
});

export const historySchema = v.pipe(v.array(eventSchema, "must be a list"), v.maxLength(10_000, "is too long"));

const fileSchema = v.object({
  rollcall: v.literal("alarms", 'must be "alarms"'),
  version: v.literal(1, "must be 1: the file is of another version of Rollcall"),
  care: careSchema,
  settings: alarmsSchema,
  history: historySchema,
});

export interface KeptAlarms {
  care: AlarmCare;
  /** This device's own, which go before the deployment's. */
  settings: Partial<AlarmSettings>;
  history: readonly AlarmEvent[];
}

export function alarmFileText(kept: KeptAlarms): string {
  return `${JSON.stringify({ rollcall: "alarms", version: 1, ...kept }, null, 2)}\n`;
}

/** Reads an exported file; the error is one plain sentence. */
export function parseAlarmFile(content: string): Result<KeptAlarms> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return fail("This file is no JSON.");
  }
  if (typeof json !== "object" || json === null || !("rollcall" in json)) {
    return fail("This file was not exported from the Alarms page.");
  }
  const parsed = v.safeParse(fileSchema, json);
  if (parsed.success) {
    const { care, settings, history } = parsed.output;
    return ok({ care, settings, history });
  }
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return fail(path === null ? `This file ${issue.message}.` : `"${path}" ${issue.message}. Nothing was imported.`);
}
