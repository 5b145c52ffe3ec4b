import { CHECK_FIELDS, inForceOf } from "./check-fields.ts";
import { formatBytes, formatCount, formatDuration } from "#util/format.ts";
import type { Deployment, SettingsState } from "#store/feed-client.ts";
import { unreachable } from "#util/assert.ts";
import { SECOND_MS } from "#util/units.ts";

export interface SettingRow {
  name: string;
  value: string;
  /** Who says so. */
  from: "you" | "rollcall.json" | "default";
}

/** Every setting that holds, and where it comes from: what one looks at when the page does something else than was meant. */
export function settingRows({ inForce, user, deployment }: SettingsState): SettingRow[] {
  if (inForce === null) return [];
  const file = deployment.state === "read" ? deployment.file : {};
  const { bounds, prefixes } = inForce;
  const seconds = (intervals: number) => formatDuration(intervals * inForce.heartbeatIntervalMs);
  return [
    { name: "Servers", value: inForce.servers.join(", "), from: from(user.servers, file.servers) },
    { name: "Login", value: loginWords(user.login), from: from(user.login, undefined) },
    { name: "Coordination", value: `${prefixes.coordination}.>`, from: from(undefined, file.prefixes?.coordination) },
    { name: "Deliverables", value: `${prefixes.deliverables}.>`, from: from(undefined, file.prefixes?.deliverables) },
    {
      name: "Streams",
      value: inForce.streams === null ? "found by their subjects" : inForce.streams.join(", "),
      from: from(undefined, file.streams),
    },
    {
      name: "History",
      value: `${formatDuration(inForce.historyMs)}, at most ${formatCount(inForce.historyMaxMessages)} messages and ${formatBytes(inForce.historyMaxBytes)} of a stream, ${formatBytes(inForce.reportsMaxBytes)} of one that holds reports`,
      from: from(undefined, file.historyHours),
    },
    {
      name: "Heartbeat interval",
      value: `${inForce.heartbeatIntervalMs / SECOND_MS} s where an agent does not say its own`,
      from: from(user.heartbeatIntervalSeconds, file.heartbeatIntervalSeconds),
    },
    {
      name: "Late after",
      value: `${bounds.lateAfterIntervals} intervals (${seconds(bounds.lateAfterIntervals)})`,
      from: from(user.thresholds?.lateAfterIntervals, file.thresholds?.lateAfterIntervals),
    },
    {
      name: "Silent after",
      value: `${bounds.silentAfterIntervals} intervals (${seconds(bounds.silentAfterIntervals)})`,
      from: from(user.thresholds?.silentAfterIntervals, file.thresholds?.silentAfterIntervals),
    },
    {
      name: "Gone after",
      value: `${formatDuration(bounds.goneAfterMs)} of silence`,
      from: from(user.thresholds?.goneAfterHours, file.thresholds?.goneAfterHours),
    },
    {
      name: "Task overdue after",
      value:
        inForce.overdueAfterMs === null ? "three times the p95 of its kind" : formatDuration(inForce.overdueAfterMs),
      from: from(user.thresholds?.overdueMinutes, file.thresholds?.overdueMinutes),
    },
    {
      name: "Flapping",
      value: `${bounds.flappingChanges} changes in ${formatDuration(bounds.flappingWindowMs)}`,
      from: from(
        user.thresholds?.flappingChanges ?? user.thresholds?.flappingWindowMinutes,
        file.thresholds?.flappingChanges ?? file.thresholds?.flappingWindowMinutes,
      ),
    },
    ...CHECK_FIELDS.map((field) => {
      const value = inForceOf(field, inForce.checks);
      return {
        name: field.label,
        value: value === null ? "not checked" : `${value} ${field.unit}`,
        from: from(user.checks?.[field.key], file.checks?.[field.key]),
      };
    }),
    { name: "Inbox prefix", value: inForce.inboxPrefix, from: from(user.inboxPrefix, file.inboxPrefix) },
    { name: "JetStream domain", value: inForce.domain ?? "none", from: from(user.domain, file.domain) },
    {
      name: "HTTP monitors",
      value: inForce.monitorUrls?.join(", ") ?? "none",
      from: from(user.monitorUrls, file.monitorUrls),
    },
  ];
}

function from(own: unknown, deployed: unknown): SettingRow["from"] {
  if (own !== undefined) return "you";
  return deployed === undefined ? "default" : "rollcall.json";
}

/** Never the secret: it is not part of what this page is given. */
function loginWords(login: SettingsState["user"]["login"]): string {
  switch (login?.kind) {
    case undefined:
    case "none":
      return "none";
    case "password":
      return `user ${login.user}`;
    case "token":
      return "token";
    default:
      return unreachable(login);
  }
}

/** What `rollcall.json` beside the page gave, in one sentence. */
export function deploymentWords(deployment: Deployment): string {
  switch (deployment.state) {
    case "reading":
      return "rollcall.json is being read.";
    case "none":
      return "There is no rollcall.json beside this page.";
    case "read": {
      const keys = Object.keys(deployment.file);
      return keys.length === 0 ? "rollcall.json is there and sets nothing." : `rollcall.json sets ${keys.join(", ")}.`;
    }
    case "bad":
      return `${deployment.error} The page goes on without the file.`;
    default:
      return unreachable(deployment);
  }
}
