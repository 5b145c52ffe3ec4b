/**
 * Where the feed's settings come from: the defaults, then `rollcall.json` beside the page, then the user's own.
 * Secrets are apart from settings throughout: this file never puts one into anything that is shown, linked, logged or exported.
 */
import type { DeploymentFile } from "./deployment-file.ts";
import { alarmsSchema, checksSchema, isHttpUrl, isWebSocketUrl, thresholdsSchema } from "./deployment-file.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import type { AlarmSettings } from "#model/alarms/thresholds.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import type { FeedSettings, Login } from "#worker/protocol.ts";
import * as v from "valibot";

export const DEFAULT_HISTORY_HOURS = 6;
export const DEFAULT_HISTORY_MESSAGES = 300_000;
const DEFAULT_HISTORY_BYTES = 128 * 2 ** 20;
/** Their bodies are of no use to the page but for the first line of each in lists of messages. */
const DEFAULT_REPORTS_BYTES = 2 ** 20;
export const DEFAULT_INTERVAL_SECONDS = 30;
export const DEFAULT_INBOX_PREFIX = "_INBOX";
const WEBSOCKET_PORT = 9222;

/** How the user logs in, without the secret. */
export const loginSchema = v.variant("kind", [
  v.object({ kind: v.literal("none") }),
  v.object({ kind: v.literal("password"), user: v.string() }),
  v.object({ kind: v.literal("token") }),
]);

export type LoginKind = v.InferOutput<typeof loginSchema>;

/** What the user set by hand; a field that is missing is left to the deployment or the default. */
export const userSettingsSchema = v.object({
  servers: v.optional(v.pipe(v.array(v.pipe(v.string(), v.check(isWebSocketUrl))), v.nonEmpty())),
  login: v.optional(loginSchema),
  inboxPrefix: v.optional(v.string()),
  domain: v.optional(v.nullable(v.string())),
  monitorUrls: v.optional(v.array(v.pipe(v.string(), v.check(isHttpUrl)))),
  heartbeatIntervalSeconds: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(3600))),
  thresholds: v.optional(thresholdsSchema),
  checks: v.optional(checksSchema),
  remember: v.optional(v.boolean()),
  alarms: v.optional(alarmsSchema),
});

export type UserSettings = v.InferOutput<typeof userSettingsSchema>;

export interface PagePlace {
  /** `location.hostname` */
  hostname: string;
  /** `location.protocol`, with its colon */
  protocol: string;
}

/** On loopback the server that `npm start` made; else the page's own host, over TLS where the page is. */
export function defaultServers({ hostname, protocol }: PagePlace): string[] {
  if (isLoopback(hostname)) return [`ws://127.0.0.1:${WEBSOCKET_PORT}`];
  return [`${protocol === "https:" ? "wss" : "ws"}://${hostname}:${WEBSOCKET_PORT}`];
}

function isLoopback(hostname: string): boolean {
  return hostname === "" || hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Defaults < deployment < user, field by field. `secret` is the password or the token, empty when none is held. */
export function mergeSettings(
  place: PagePlace,
  deployment: DeploymentFile,
  user: UserSettings,
  secret: string,
): FeedSettings {
  const seconds = user.heartbeatIntervalSeconds ?? deployment.heartbeatIntervalSeconds ?? DEFAULT_INTERVAL_SECONDS;
  const checks = checksOf({ ...deployment.checks, ...user.checks });
  const minutes = user.thresholds?.overdueMinutes ?? deployment.thresholds?.overdueMinutes;
  const monitorUrls = user.monitorUrls ?? deployment.monitorUrls ?? [];
  return {
    servers: user.servers ?? deployment.servers ?? defaultServers(place),
    login: withSecret(user.login ?? { kind: "none" }, secret),
    inboxPrefix: user.inboxPrefix ?? deployment.inboxPrefix ?? DEFAULT_INBOX_PREFIX,
    domain: user.domain !== undefined ? user.domain : (deployment.domain ?? null),
    ...(monitorUrls.length === 0 ? {} : { monitorUrls }),
    prefixes: {
      coordination: deployment.prefixes?.coordination ?? DEFAULT_PREFIXES.coordination,
      deliverables: deployment.prefixes?.deliverables ?? DEFAULT_PREFIXES.deliverables,
    },
    streams: deployment.streams ?? null,
    historyMs: (deployment.historyHours ?? DEFAULT_HISTORY_HOURS) * HOUR_MS,
    historyMaxMessages: DEFAULT_HISTORY_MESSAGES,
    historyMaxBytes: DEFAULT_HISTORY_BYTES,
    reportsMaxBytes: DEFAULT_REPORTS_BYTES,
    heartbeatIntervalMs: seconds * SECOND_MS,
    bounds: mergeBounds(deployment, user),
    ...(Object.keys(checks).length === 0 ? {} : { checks }),
    overdueAfterMs: minutes === undefined ? null : minutes * MINUTE_MS,
    alarms: mergeAlarms(deployment.alarms, user.alarms),
  };
}

/** Threshold by threshold; which rules are off is one list, the user's whole or the deployment's whole. */
export function mergeAlarms(deployment: DeploymentFile["alarms"], user: UserSettings["alarms"]): AlarmSettings {
  return {
    thresholds: { ...deployment?.thresholds, ...user?.thresholds },
    off: user?.off ?? deployment?.off ?? [],
  };
}

/** A user's single threshold must not turn the order of late and silent round: then the deployment's own pair stands. */
function mergeBounds(deployment: DeploymentFile, user: UserSettings): LivenessBounds {
  const merged = { ...deployment.thresholds, ...user.thresholds };
  const checked = v.safeParse(thresholdsSchema, merged);
  const thresholds = checked.success ? checked.output : (deployment.thresholds ?? {});
  return {
    lateAfterIntervals: thresholds.lateAfterIntervals ?? DEFAULT_BOUNDS.lateAfterIntervals,
    silentAfterIntervals: thresholds.silentAfterIntervals ?? DEFAULT_BOUNDS.silentAfterIntervals,
    goneAfterMs:
      thresholds.goneAfterHours === undefined ? DEFAULT_BOUNDS.goneAfterMs : thresholds.goneAfterHours * HOUR_MS,
    flappingChanges: thresholds.flappingChanges ?? DEFAULT_BOUNDS.flappingChanges,
    flappingWindowMs:
      thresholds.flappingWindowMinutes === undefined
        ? DEFAULT_BOUNDS.flappingWindowMs
        : thresholds.flappingWindowMinutes * MINUTE_MS,
  };
}

/** In the units that the checks use; what is left out stays at its default. */
function checksOf(checks: NonNullable<DeploymentFile["checks"]>): Partial<BrokerThresholds> {
  const { fillsSoonHours, replicaSeenSeconds, upstreamSeenSeconds, idleDeliverySeconds, quietHours, ...same } = checks;
  const said = {
    ...same,
    fillsSoonMs: times(fillsSoonHours, HOUR_MS),
    replicaSeenMs: times(replicaSeenSeconds, SECOND_MS),
    upstreamSeenMs: times(upstreamSeenSeconds, SECOND_MS),
    idleDeliveryMs: times(idleDeliverySeconds, SECOND_MS),
    quietMs: times(quietHours, HOUR_MS),
  } satisfies { [K in keyof BrokerThresholds]?: number | undefined };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function times(value: number | undefined, unitMs: number): number | undefined {
  return value === undefined ? undefined : value * unitMs;
}

function withSecret(login: LoginKind, secret: string): Login {
  switch (login.kind) {
    case "none":
      return { kind: "none" };
    case "password":
      return { kind: "password", user: login.user, pass: secret };
    case "token":
      return { kind: "token", token: secret };
  }
}
