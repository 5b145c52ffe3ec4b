import { RULE_IDS } from "#model/alarms/alarm.ts";
import type { ThresholdSpec } from "#model/alarms/thresholds.ts";
import { THRESHOLD_KEYS, THRESHOLD_SPECS } from "#model/alarms/thresholds.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import * as v from "valibot";

/** NATS subjects without wildcards: one token or more, joined by dots. */
const prefix = v.pipe(
  v.string("must be text"),
  v.regex(/^[^\s.*>]+(\.[^\s.*>]+)*$/u, "must be one or more subject tokens without spaces or wildcards"),
);

const serverUrl = v.pipe(
  v.string("must be text"),
  v.check(
    (text) => isWebSocketUrl(text),
    "must be an address such as ws://host:9222 or wss://host:9222, without a login in it",
  ),
);

const monitorUrl = v.pipe(
  v.string("must be text"),
  v.check((text) => isHttpUrl(text), "must be an address such as http://host:8222, without a login in it"),
);

const positive = v.pipe(v.number("must be a number"), v.finite("must be a number"), v.gtValue(0, "must be above 0"));

export const thresholdsSchema = v.pipe(
  v.strictObject(
    {
      lateAfterIntervals: v.optional(positive),
      silentAfterIntervals: v.optional(positive),
      goneAfterHours: v.optional(positive),
      flappingChanges: v.optional(
        v.pipe(v.number("must be a number"), v.integer("must be a whole number"), v.minValue(2, "must be 2 or more")),
      ),
      flappingWindowMinutes: v.optional(positive),
      overdueMinutes: v.optional(positive),
    },
    unknownKeyOr("must be an object"),
  ),
  v.check(
    ({ lateAfterIntervals = 1.5, silentAfterIntervals = 3 }) => lateAfterIntervals < silentAfterIntervals,
    "lateAfterIntervals must be below silentAfterIntervals",
  ),
);

const ratio = v.pipe(positive, v.maxValue(1, "must be at most 1"));

/** Thresholds of the checks of streams and consumers, for assets whose own metadata say nothing. */
export const checksSchema = v.strictObject(
  {
    fillWarning: v.optional(ratio),
    fillCritical: v.optional(ratio),
    fillsSoonHours: v.optional(positive),
    replicaLag: v.optional(positive),
    replicaSeenSeconds: v.optional(positive),
    upstreamLag: v.optional(positive),
    upstreamSeenSeconds: v.optional(positive),
    ackPending: v.optional(ratio),
    redelivered: v.optional(ratio),
    accountWarning: v.optional(ratio),
    accountCritical: v.optional(ratio),
    idleDeliverySeconds: v.optional(positive),
    quietHours: v.optional(positive),
  },
  unknownKeyOr("must be an object"),
);

/** Each figure within the bounds of its own threshold. */
const alarmThresholds = v.pipe(
  v.record(v.picklist(THRESHOLD_KEYS, "is not a setting that Rollcall knows"), v.number("must be a number")),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const key of THRESHOLD_KEYS) {
      const value = dataset.value[key];
      const message = value === undefined ? null : outOfBounds(value, THRESHOLD_SPECS[key]);
      const path = { type: "object" as const, origin: "value" as const, input: dataset.value, key, value };
      if (message !== null) addIssue({ message, path: [path] });
    }
  }),
);

function outOfBounds(value: number, { min, max, whole }: ThresholdSpec): string | null {
  if (whole && !Number.isInteger(value)) return "must be a whole number";
  if (value < min) return `must be at least ${min}`;
  return value > max ? `must be at most ${max}` : null;
}

/** Thresholds of the alarms that are not the defaults, and rules that are not judged. */
export const alarmsSchema = v.strictObject(
  {
    thresholds: v.exactOptional(alarmThresholds),
    off: v.exactOptional(
      v.pipe(
        v.array(v.picklist(RULE_IDS, "is not a rule that Rollcall knows"), "must be a list of rules"),
        v.readonly(),
      ),
    ),
  },
  unknownKeyOr("must be an object"),
);

/** `rollcall.json` beside the page: what a deployment says of itself. Logins have no place in it: anyone can read the file. */
export const deploymentSchema = v.strictObject(
  {
    servers: v.optional(
      v.pipe(v.array(serverUrl, "must be a list of addresses"), v.nonEmpty("must name at least one server")),
    ),
    prefixes: v.optional(
      v.strictObject(
        { coordination: v.optional(prefix), deliverables: v.optional(prefix) },
        unknownKeyOr("must be an object"),
      ),
    ),
    streams: v.optional(
      v.array(
        v.pipe(v.string("must be text"), v.regex(/^[^\s.*>/\\]+$/u, "must be a stream name")),
        "must be a list of stream names",
      ),
    ),
    domain: v.optional(v.nullable(prefix)),
    monitorUrls: v.optional(v.array(monitorUrl, "must be a list of addresses")),
    inboxPrefix: v.optional(prefix),
    historyHours: v.optional(v.pipe(positive, v.maxValue(24 * 30, "must be at most 720"))),
    heartbeatIntervalSeconds: v.optional(v.pipe(positive, v.maxValue(3600, "must be at most 3600"))),
    thresholds: v.optional(thresholdsSchema),
    checks: v.optional(checksSchema),
    alarms: v.optional(alarmsSchema),
  },
  unknownKeyOr("must be one JSON object"),
);

export type DeploymentFile = v.InferOutput<typeof deploymentSchema>;

/** Reads the text of `rollcall.json`; the error is one plain sentence that names the key. */
export function parseDeployment(text: string): Result<DeploymentFile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail(`rollcall.json is not JSON: ${error instanceof Error ? error.message : "unreadable"}.`);
  }
  // A list passes for an object none of whose settings is there.
  if (Array.isArray(json)) return fail("rollcall.json must be one JSON object.");
  const parsed = v.safeParse(deploymentSchema, json);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  if (path === null) return fail(`rollcall.json ${issue.message}.`);
  return fail(`rollcall.json: "${path}" ${issue.message}.`);
}

export function isWebSocketUrl(text: string): boolean {
  return isAddress(text, "ws:");
}

export function isHttpUrl(text: string): boolean {
  return isAddress(text, "http:");
}

/** @param plain the protocol without TLS; its secure one ends in an s */
function isAddress(text: string, plain: "ws:" | "http:"): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === plain || protocol === plain.replace(":", "s:")) && username === "" && password === "";
}

/** Strict objects report an unknown key and a value that is no object by the same message: told apart here. */
function unknownKeyOr(notAnObject: string): (issue: v.StrictObjectIssue) => string {
  return (issue) => {
    if (issue.expected === "never") return "is not a setting that Rollcall knows";
    if (issue.expected === "Object") return notAnObject;
    return "is missing";
  };
}
