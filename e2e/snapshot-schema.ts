import * as v from "valibot";

/**
 * The automation surface as docs/automation.md promises it to others, written down a second time on purpose: the page's own types
 * may change under a refactoring, this may not. Strict: a field that nobody documented is an error as well.
 */
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u, "ISO with milliseconds and Z"));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ratio = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const code = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/u, "kebab-case"));

export const VIEW_STATES = ["connecting", "replaying", "live", "stale", "lost", "refused"] as const;
export type ViewState = (typeof VIEW_STATES)[number];

const partSchema = v.strictObject({
  state: v.picklist(["ready", "loading", "forbidden", "no-stream", "not-built"]),
  reason: v.nullable(v.string()),
  completeSince: v.nullable(time),
});

const agentSchema = v.strictObject({
  id: v.string(),
  status: v.string(),
  liveness: v.picklist(["unknown", "on-time", "late", "silent", "gone", "signed-off"]),
  recovering: v.boolean(),
  flapping: v.boolean(),
  needsApproval: v.boolean(),
  currentTask: v.nullable(v.string()),
  lastBeatAt: time,
  intervalMs: v.pipe(v.number(), v.gtValue(0)),
  missedBeats: count,
  findings: v.array(code),
});

const taskState = v.picklist(["available", "blocked", "claimed", "completed", "failed", "unknown"]);

const taskSchema = v.strictObject({
  id: v.string(),
  title: v.nullable(v.string()),
  state: taskState,
  owner: v.nullable(v.string()),
  priority: v.nullable(v.string()),
  blockedBy: v.array(v.string()),
  availableAt: v.nullable(time),
  claimedAt: v.nullable(time),
  endedAt: v.nullable(time),
  findings: v.array(code),
});

const streamSchema = v.strictObject({
  name: v.string(),
  messages: count,
  bytes: count,
  firstSeq: count,
  lastSeq: count,
  consumers: count,
  fill: v.strictObject({ messages: v.nullable(ratio), bytes: v.nullable(ratio) }),
  ratePerSecond: v.nullable(v.number()),
  findings: v.array(code),
});

export const snapshotSchema = v.strictObject({
  version: v.literal(1),
  takenAt: time,
  view: v.strictObject({
    state: v.picklist(VIEW_STATES),
    since: time,
    reason: v.nullable(v.string()),
    caughtUp: v.boolean(),
    server: v.nullable(
      v.strictObject({ name: v.string(), version: v.string(), url: v.string(), cluster: v.nullable(v.string()) }),
    ),
    rttMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
    messages: count,
    malformed: count,
    dropped: count,
  }),
  parts: v.strictObject({
    agents: partSchema,
    tasks: partSchema,
    deliverables: partSchema,
    channels: partSchema,
    streams: partSchema,
    alerts: partSchema,
  }),
  agents: v.array(agentSchema),
  tasks: v.strictObject({
    counts: v.strictObject({
      available: v.nullable(count),
      blocked: v.nullable(count),
      claimed: v.nullable(count),
      completed: v.nullable(count),
      failed: v.nullable(count),
      unknown: v.nullable(count),
    }),
    oldestWaitingMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
    stuck: v.nullable(count),
    items: v.array(taskSchema),
  }),
  deliverables: v.array(
    v.strictObject({
      agent: v.string(),
      type: v.string(),
      feature: v.string(),
      versions: count,
      bytes: count,
      publishedAt: time,
      stream: v.string(),
      seq: count,
    }),
  ),
  channels: v.array(v.strictObject({ name: v.string(), count, lastAt: v.nullable(time) })),
  streams: v.array(streamSchema),
  alerts: v.array(
    v.strictObject({
      id: v.string(),
      rule: v.string(),
      severity: v.picklist(["critical", "warning", "notice"]),
      subject: v.string(),
      since: time,
      acknowledged: v.boolean(),
    }),
  ),
});

export type Snapshot = v.InferOutput<typeof snapshotSchema>;
export type SnapshotAgent = Snapshot["agents"][number];
