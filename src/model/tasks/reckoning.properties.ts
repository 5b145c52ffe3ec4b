/**
 * A second reckoning for the truth test: slow and simple, written from what the issue says and from nothing of the fold. It lives the
 * whole log again, message by message, and looks at every task after each.
 */
import { NOON } from "../fixtures.ts";
import type { FleetLife } from "./fleet-life.properties.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface ReckonedTask {
  id: string;
  state: string;
  owner: string | null;
  title: string | null;
  priority: string | null;
  blockedBy: string[];
  availableAt: number | null;
  claimedAt: number | null;
  endedAt: number | null;
  waitMs: number | null;
  runMs: number | null;
  findings: { code: string; since: number; agents: string[] }[];
}

export interface Reckoned {
  counts: Record<string, number>;
  tasks: ReckonedTask[];
  oldestWaiting: { id: string; at: number } | null;
  minutes: object[];
  waits: (number | null)[];
  runs: (number | null)[];
  waitsByPriority: Record<string, number[]>;
  agents: Record<string, { holds: number; done: number; failed: number; busyShare: number }>;
  findings: Record<string, number>;
  stuck: string[];
  flow: { arrived: number; claimed: number; ended: number };
}

const QUARTER_MS = 15 * MINUTE_MS;

interface Message {
  at: number;
  subject: string;
  body: Record<string, unknown>;
}

interface Event {
  at: number;
  status: string;
  owner: string | null;
  withdrawnBy: string | null;
}

interface Round {
  availableAt: number | null;
  events: Event[];
  /** Of its first claim before any end; null: blocked then, or not claimed. */
  waitMs: number | null;
}

interface Task {
  id: string;
  first: number;
  state: string;
  title: string | null;
  priority: string | null;
  blockedBy: string[];
  rounds: Round[];
  everAvailable: boolean;
  /** In this round nobody claimed it yet, and it has not ended. */
  unclaimed: boolean;
  freeSince: number | null;
  hasArrived: boolean;
  hasEnded: boolean;
  failedAt: number;
  odd: { code: string; at: number; owner: string | null }[];
  reopened: { at: number; owner: string | null } | null;
  afterEnd: boolean;
  unknownSince: { status: string; at: number } | null;
  claims: { owner: string; from: number; to: number }[];
}

interface Beat {
  at: number;
  status: string;
  task: string | null;
  intervalMs: number | null;
}

/** The order in which the issue names them is not told there: the worst first, as everything of the page has it. */
const WORST_FIRST =
  "orphaned duplicate-claim no-workers circular-block stale-block overdue starving claim-not-stored heartbeat-disagrees completed-by-other claimed-unknown reopened completed-twice unknown-status zone-mistake clock-skew".split(
    " ",
  );
const STUCK = new Set(WORST_FIRST.slice(0, 9));

export function reckon(life: FleetLife, minutesKept: number): Reckoned {
  const log = messagesOf(life);
  const tasks = new Map<string, Task>();
  const beats = new Map<string, Beat[]>();
  const marks = minuteMarks(log, life.now, minutesKept);
  const minutes: Record<string, number | null>[] = [];
  const counts = new Map<number, Record<string, number>>();
  const happened = (at: number, what: string): void => {
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    const known = counts.get(minute) ?? { arrived: 0, claimed: 0, completed: 0, failed: 0 };
    known[what] = (known[what] ?? 0) + 1;
    counts.set(minute, known);
  };
  let next = 0;
  for (const { start, end } of marks) {
    while (next < log.length && (log[next]?.at ?? 0) < end) {
      const message = log[next++];
      if (message !== undefined) take(message, tasks, beats, happened);
    }
    const all = [...tasks.values()];
    const free = all.filter((task) => task.state === "available" && isFree(task, tasks));
    const waits = free.map((task) => end - (task.freeSince ?? end));
    minutes.push({
      at: start,
      ...(counts.get(start) ?? { arrived: 0, claimed: 0, completed: 0, failed: 0 }),
      available: free.length,
      blocked: all.filter(({ state }) => state === "available").length - free.length,
      running: all.filter(({ state }) => state === "claimed").length,
      oldestWaitingMs: waits.length === 0 ? null : Math.max(...waits),
    });
  }
  return summary(life, tasks, beats, minutes);
}

function messagesOf({ streams }: FleetLife): Message[] {
  const decoder = new TextDecoder();
  return streams
    .flatMap(({ messages }) => messages)
    .map(({ at, subject, data }) => ({ at, subject, body: bodyOf(JSON.parse(decoder.decode(data))) }))
    .sort((a, b) => a.at - b.at);
}

function bodyOf(json: unknown): Message["body"] {
  return typeof json === "object" && json !== null ? { ...json } : {};
}

/** The minutes up to now; the first is that of the first task message, or as many back as are kept. */
function minuteMarks(log: readonly Message[], now: number, kept: number): { start: number; end: number }[] {
  const first = log.find(({ subject }) => subject.startsWith("mjwork.tasks"));
  if (first === undefined) return [{ start: NOON, end: Number.POSITIVE_INFINITY }];
  const last = Math.floor(now / MINUTE_MS);
  const marks = [];
  for (let minute = Math.max(last - kept + 1, Math.floor(first.at / MINUTE_MS)); minute <= last; minute++) {
    marks.push({ start: minute * MINUTE_MS, end: minute === last ? now : (minute + 1) * MINUTE_MS });
  }
  return marks;
}

function take(
  { at, subject, body }: Message,
  tasks: Map<string, Task>,
  beats: Map<string, Beat[]>,
  happened: (at: number, what: string) => void,
): void {
  const tokens = subject.split(".");
  if (tokens[1] === "heartbeat") {
    const agent = tokens[2] ?? "";
    const seconds = body["heartbeat_interval"];
    const beat = {
      at,
      status: String(body["status"]),
      task: textOf(body["current_task"]),
      intervalMs: typeof seconds === "number" ? seconds * SECOND_MS : null,
    };
    beats.set(agent, [...(beats.get(agent) ?? []), beat]);
    return;
  }
  const id = String(body["task_id"]);
  const status = textOf(body["status"]) ?? tokens[2] ?? "unknown";
  const owner =
    textOf(body["owner"]) ?? textOf(body["claimed_by"]) ?? textOf(body["completed_by"]) ?? textOf(body["agent_id"]);
  const task = tasks.get(id) ?? newTask(id, at);
  tasks.set(id, task);
  takeStep(task, { at, status, owner, withdrawnBy: textOf(body["withdrawn_by"]) }, body, happened);
  // What one task does may free or block any other.
  for (const other of tasks.values()) {
    const isFreeNow = other.unclaimed && isFree(other, tasks);
    if (isFreeNow) other.freeSince ??= at;
    else other.freeSince = null;
  }
}

function newTask(id: string, first: number): Task {
  return {
    id,
    first,
    state: "none",
    title: null,
    priority: null,
    blockedBy: [],
    rounds: [],
    everAvailable: false,
    unclaimed: false,
    freeSince: null,
    hasArrived: false,
    hasEnded: false,
    failedAt: 0,
    odd: [],
    reopened: null,
    afterEnd: false,
    unknownSince: null,
    claims: [],
  };
}

function takeStep(task: Task, event: Event, body: Message["body"], happened: (at: number, what: string) => void): void {
  const { at, owner, withdrawnBy } = event;
  const before = task.state;
  const state = ["available", "claimed", "completed", "failed"].includes(event.status) ? event.status : "unknown";
  task.title = textOf(body["title"]) ?? task.title;
  task.priority = textOf(body["priority"]) ?? task.priority;
  const blockedBy = Array.isArray(body["blocked_by"]) ? body["blocked_by"].map(String) : [];
  if (blockedBy.length > 0 || state === "available") task.blockedBy = blockedBy;
  if (task.rounds.length === 0 || (state === "available" && before !== "available")) {
    task.rounds.push({ availableAt: null, events: [], waitMs: null });
  }
  const round = task.rounds.at(-1);
  if (round === undefined) return;
  round.events.push(event);
  if (state === "available") {
    if (before !== "available") {
      task.unclaimed = true;
      // Made available anew: what it waited before is over.
      task.freeSince = null;
    }
    round.availableAt ??= at;
    task.everAvailable = true;
    if (!task.hasArrived) happened(at, "arrived");
    task.hasArrived = true;
    task.hasEnded = false;
  }
  const open = task.claims.at(-1);
  if (before === "claimed" && open !== undefined && open.to === Number.POSITIVE_INFINITY) open.to = at;
  if (state === "claimed") {
    if (task.unclaimed && task.freeSince !== null) round.waitMs = at - task.freeSince;
    task.unclaimed = false;
    if (before !== "claimed" && withdrawnBy === null) happened(at, "claimed");
    if (withdrawnBy === null) task.hasEnded = false;
    if (owner !== null) task.claims.push({ owner, from: at, to: Number.POSITIVE_INFINITY });
  }
  if (isEnd(state)) {
    task.unclaimed = false;
    if (!task.hasEnded) happened(at, state);
    task.hasEnded = true;
    task.hasArrived = false;
    if (state === "failed") task.failedAt = at;
    task.afterEnd = true;
  } else if (task.afterEnd && withdrawnBy === null) {
    task.reopened = { at, owner };
    task.afterEnd = false;
  }
  if (state !== "unknown") task.unknownSince = null;
  else if (task.unknownSince?.status !== event.status) task.unknownSince = { status: event.status, at };
  const odd = oddTime(body, state, at);
  if (odd !== null) task.odd.push({ code: odd, at, owner });
  task.state = state;
}

function isFree(task: Task, tasks: ReadonlyMap<string, Task>): boolean {
  return task.blockedBy.every((id) => tasks.get(id)?.state === "completed");
}

const TIME_FIELDS: Readonly<Record<string, string>> = {
  available: "created_at",
  claimed: "claimed_at",
  completed: "completed_at",
  failed: "completed_at",
};

/** The life's times are right, hours off, or a year and some minutes off. */
function oddTime(body: Message["body"], state: string, at: number): string | null {
  const said = body[TIME_FIELDS[state] ?? ""];
  if (typeof said !== "string") return null;
  const off = Math.abs(Date.parse(said.endsWith("Z") ? said : `${said}Z`) - at);
  if (Number.isNaN(off) || off <= 10 * SECOND_MS) return null;
  // Zones differ by whole, half and three-quarter hours, up to fourteen.
  const quarters = Math.round(off / QUARTER_MS);
  const isZone = quarters > 0 && quarters <= 56 && quarters % 4 !== 1;
  return isZone && Math.abs(off - quarters * QUARTER_MS) <= MINUTE_MS ? "zone-mistake" : "clock-skew";
}

function summary(
  life: FleetLife,
  tasks: ReadonlyMap<string, Task>,
  beats: ReadonlyMap<string, Beat[]>,
  minutes: Record<string, number | null>[],
): Reckoned {
  const all = [...tasks.values()];
  const shown = all.map((task) => shownTask(task, tasks));
  const agents = [...beats].map(([id, list]) => agentOf(id, list, life.now));
  const kinds = runsByKind(shown);
  for (const [index, task] of all.entries()) {
    const row = shown[index];
    if (row === undefined) continue;
    row.findings = [...ownFindings(task), ...judged(task, row, { life, tasks, agents, kinds, all })].sort(
      (a, b) => WORST_FIRST.indexOf(a.code) - WORST_FIRST.indexOf(b.code),
    );
  }
  const findings: Record<string, number> = {};
  for (const { code } of shown.flatMap((row) => row.findings)) findings[code] = (findings[code] ?? 0) + 1;
  const counts: Record<string, number> = { available: 0, blocked: 0, claimed: 0, completed: 0, failed: 0, unknown: 0 };
  for (const { state } of shown) counts[state] = (counts[state] ?? 0) + 1;
  const waiting = all
    .filter((task) => task.state === "available" && task.freeSince !== null)
    .sort((a, b) => (a.freeSince ?? 0) - (b.freeSince ?? 0) || (a.id < b.id ? -1 : 1))[0];
  const rounds = all.flatMap((task) => task.rounds.map((round) => ({ round, task })));
  const waitsByPriority: Record<string, number[]> = {};
  for (const { round, task } of rounds) {
    if (round.waitMs !== null) (waitsByPriority[String(task.priority)] ??= []).push(round.waitMs);
  }
  const newest = minutes.slice(-10);
  const sum = (name: string): number => newest.reduce((total, minute) => total + (minute[name] ?? 0), 0);
  return {
    counts,
    tasks: shown,
    oldestWaiting: waiting === undefined ? null : { id: waiting.id, at: waiting.freeSince ?? 0 },
    minutes: all.length === 0 ? [] : minutes,
    waits: spread(rounds.map(({ round }) => round.waitMs)),
    runs: spread(rounds.map(({ round }) => runOf(round))),
    waitsByPriority,
    agents: all.length === 0 ? {} : workloads(all, minutes[0]?.["at"] ?? life.now, life.now),
    findings,
    stuck: stuckOf(shown),
    flow: { arrived: sum("arrived"), claimed: sum("claimed"), ended: sum("completed") + sum("failed") },
  };
}

/** Sample count, p50, p95, p99 by nearest rank. */
function spread(values: readonly (number | null)[]): (number | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (percent: number): number | null => sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
  return [sorted.length, at(50), at(95), at(99)];
}

function isEnd(state: string): boolean {
  return state === "completed" || state === "failed";
}

/** Claims of a round that nobody took back. */
function standing({ events }: Round): Event[] {
  return events.filter(
    (claim, index) =>
      claim.status === "claimed" &&
      !events
        .slice(index + 1)
        .some((later) => later.status === "claimed" && later.withdrawnBy === claim.owner && claim.owner !== null),
  );
}

function claimOf(round: Round): Event | null {
  const claims = standing(round);
  const holder = claims.at(-1)?.owner;
  return claims.find(({ owner }) => owner === holder) ?? null;
}

function runOf(round: Round): number | null {
  const last = round.events.at(-1);
  const claim = claimOf(round);
  return last !== undefined && isEnd(last.status) && claim !== null ? last.at - claim.at : null;
}

function shownTask(task: Task, tasks: ReadonlyMap<string, Task>): ReckonedTask {
  const round = task.rounds.at(-1);
  const last = round?.events.at(-1);
  const claim = round === undefined ? null : claimOf(round);
  const waits = task.state === "available";
  const owner = waits
    ? null
    : task.state === "claimed"
      ? (claim?.owner ?? null)
      : isEnd(task.state)
        ? (last?.owner ?? claim?.owner ?? null)
        : (last?.owner ?? null);
  return {
    id: task.id,
    state: waits && !isFree(task, tasks) ? "blocked" : task.state,
    owner,
    title: task.title,
    priority: task.priority,
    blockedBy: task.blockedBy,
    availableAt: round?.availableAt ?? null,
    claimedAt: waits ? null : (claim?.at ?? null),
    endedAt: isEnd(task.state) ? (last?.at ?? null) : null,
    waitMs: waits ? null : (round?.waitMs ?? null),
    runMs: round === undefined ? null : runOf(round),
    findings: [],
  };
}

function ownFindings(task: Task): ReckonedTask["findings"] {
  const round = task.rounds.at(-1);
  if (round === undefined) return [];
  const found: ReckonedTask["findings"] = [];
  const claims = standing(round).filter(({ owner }) => owner !== null);
  const owners = [...new Set(claims.map(({ owner }) => owner ?? ""))];
  if (owners.length > 1) {
    const second = claims.find(({ owner }) => owner === owners[1]);
    found.push({ code: "duplicate-claim", since: second?.at ?? 0, agents: owners });
  }
  const end = round.events.findLast(({ status }) => isEnd(status));
  if (end !== undefined && end.owner !== null) {
    const until = round.events.indexOf(end);
    const holder = standing(round).findLast((claim) => round.events.indexOf(claim) < until)?.owner ?? null;
    if (holder !== null && holder !== end.owner) {
      found.push({ code: "completed-by-other", since: end.at, agents: [end.owner, holder] });
    }
  }
  if (task.reopened !== null) {
    found.push({ code: "reopened", since: task.reopened.at, agents: namesOf(task.reopened.owner) });
  }
  const completions = round.events.filter(
    ({ status }, index) =>
      status === "completed" &&
      (round.events[index - 1]?.withdrawnBy == null ||
        !round.events.slice(0, index).some((before) => before.status === "completed")),
  );
  const [first, again] = completions;
  if (first !== undefined && again !== undefined) {
    found.push({
      code: "completed-twice",
      since: again.at,
      agents: [...new Set([...namesOf(again.owner), ...namesOf(first.owner)])],
    });
  }
  if (task.state === "unknown") {
    found.push({
      code: "unknown-status",
      since: task.unknownSince?.at ?? 0,
      agents: namesOf(round.events.at(-1)?.owner ?? null),
    });
  }
  for (const code of ["zone-mistake", "clock-skew"]) {
    const odd = task.odd.find((each) => each.code === code);
    if (odd !== undefined) found.push({ code, since: odd.at, agents: namesOf(odd.owner) });
  }
  return found;
}

interface Agent {
  id: string;
  last: Beat;
  intervalMs: number;
  /** Since the last beat, in intervals. */
  age: number;
  state: "on-time" | "late" | "lost" | "off";
}

function agentOf(id: string, list: readonly Beat[], now: number): Agent {
  const last = list.at(-1) ?? { at: 0, status: "", task: null, intervalMs: null };
  const intervalMs = list.findLast((beat) => beat.intervalMs !== null)?.intervalMs ?? 30 * SECOND_MS;
  const age = (now - last.at) / intervalMs;
  const state = last.status === "offline" ? "off" : age < 1.5 ? "on-time" : age < 3 ? "late" : "lost";
  return { id, last, intervalMs, age, state };
}

interface Scene {
  life: FleetLife;
  tasks: ReadonlyMap<string, Task>;
  agents: Agent[];
  kinds: Map<string, number[]>;
  all: Task[];
}

function judged(task: Task, row: ReckonedTask, scene: Scene): ReckonedTask["findings"] {
  const found: ReckonedTask["findings"] = [];
  const { life, agents } = scene;
  const add = (code: string, since: number, names: string[] = []): void =>
    void found.push({ code, since, agents: names });
  const onTime = agents.filter(({ state }) => state === "on-time");
  if (row.state === "available" && task.freeSince !== null) {
    const idle = onTime.filter(({ last }) => last.status === "idle" && last.task === null);
    const patience = 2 * Math.min(...idle.map(({ intervalMs }) => intervalMs));
    if (onTime.length === 0) {
      const gone = agents.map(({ state, last, intervalMs }) =>
        state === "off" ? last.at : last.at + 1.5 * intervalMs,
      );
      add("no-workers", Math.max(task.freeSince, ...gone));
    } else if (life.now - task.freeSince > patience) {
      add("starving", task.freeSince);
    }
  }
  const newest = task.rounds.at(-1)?.events.at(-1)?.at ?? 0;
  if (row.state === "available" || row.state === "blocked") {
    const naming = agents.filter(
      ({ state, last }) => (state === "on-time" || state === "late") && last.task === task.id && last.at > newest,
    );
    const names = naming.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
    if (names.length > 0) add("claim-not-stored", newest, names);
  }
  if (row.state === "blocked") judgeBlocked(task, row, scene, add);
  if (row.state === "claimed") judgeClaimed(task, row, scene, add);
  if (life.whole && (row.state === "claimed" || isEnd(row.state)) && !task.everAvailable) {
    add("claimed-unknown", task.first, namesOf(task.rounds[0]?.events[0]?.owner ?? null));
  }
  return found;
}

type Add = (code: string, since: number, names?: string[]) => void;

function judgeBlocked(task: Task, row: ReckonedTask, { life, tasks }: Scene, add: Add): void {
  const since = row.availableAt ?? 0;
  const hopeless = task.blockedBy.flatMap((id) => {
    const blocker = tasks.get(id);
    if (blocker === undefined) return life.whole ? [{ at: since, owner: null }] : [];
    if (blocker.state !== "failed") return [];
    return [{ at: blocker.rounds.at(-1)?.events.at(-1)?.at ?? 0, owner: shownTask(blocker, tasks).owner }];
  });
  const [first] = hopeless;
  if (first !== undefined) {
    add("stale-block", Math.min(...hopeless.map(({ at }) => Math.max(at, since))), namesOf(first.owner));
  }
  const ahead = reachable(task, tasks);
  if (!ahead.has(task)) return;
  // Whoever it reaches and who reaches it is in the circle with it.
  const circle = [...ahead].filter((other) => reachable(other, tasks).has(task));
  add("circular-block", Math.max(...circle.map((other) => other.rounds.at(-1)?.availableAt ?? 0)));
}

/** Blocked tasks that it waits for, near or far. */
function reachable(from: Task, tasks: ReadonlyMap<string, Task>): Set<Task> {
  const seen = new Set<Task>();
  const open = [from];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    for (const id of task.blockedBy) {
      const blocker = tasks.get(id);
      if (blocker === undefined || seen.has(blocker)) continue;
      if (blocker.state !== "available" || isFree(blocker, tasks)) continue;
      seen.add(blocker);
      open.push(blocker);
    }
  }
  return seen;
}

function judgeClaimed(task: Task, row: ReckonedTask, { life, agents, kinds }: Scene, add: Add): void {
  const { owner } = row;
  const holder = agents.find(({ id }) => id === owner);
  const claimedAt = row.claimedAt ?? 0;
  if (owner !== null && holder === undefined) add("orphaned", claimedAt, [owner]);
  if (owner !== null && holder !== undefined) {
    const { state, last, intervalMs } = holder;
    if (state === "off") add("orphaned", last.at, [owner]);
    else if (state === "lost") add("orphaned", last.at + 3 * intervalMs, [owner]);
    else if (last.task !== null && last.task !== task.id && !last.task.includes(" ") && last.at > claimedAt) {
      add("heartbeat-disagrees", claimedAt, [owner]);
    }
  }
  if (row.claimedAt === null) return;
  const samples = kinds.get(kindOf(row.title)) ?? [];
  const usual = spread(samples)[2] ?? null;
  const bound =
    life.overdueAfterMs ?? (row.title !== null && usual !== null && samples.length >= 20 ? 3 * usual : null);
  if (bound !== null && life.now - claimedAt > bound) add("overdue", claimedAt + bound);
}

function runsByKind(rows: readonly ReckonedTask[]): Map<string, number[]> {
  const kinds = new Map<string, number[]>();
  for (const { title, runMs } of rows) {
    if (title === null || runMs === null) continue;
    kinds.set(kindOf(title), [...(kinds.get(kindOf(title)) ?? []), runMs]);
  }
  return kinds;
}

/** The titles of these lives are words and a number. */
function kindOf(title: string | null): string {
  return (title ?? "").replaceAll(/\d+/g, "#");
}

function workloads(all: readonly Task[], since: number, now: number): Reckoned["agents"] {
  const names = new Set<string>();
  const done: Record<string, number> = {};
  const failed: Record<string, number> = {};
  const holds: Record<string, number> = {};
  const firsts: Record<string, number> = {};
  const seen = (name: string, at: number): void => {
    names.add(name);
    firsts[name] = Math.min(firsts[name] ?? at, at);
  };
  for (const task of all) {
    for (const { owner, from } of task.claims) seen(owner, from);
    for (const round of task.rounds) {
      const last = round.events.at(-1);
      const claim = claimOf(round);
      const who = last?.owner ?? claim?.owner ?? null;
      if (last === undefined || who === null || !isEnd(last.status)) continue;
      seen(who, last.at);
      const tally = last.status === "failed" ? failed : done;
      tally[who] = (tally[who] ?? 0) + 1;
    }
    const round = task.rounds.at(-1);
    const holder = round === undefined ? null : (claimOf(round)?.owner ?? null);
    if (task.state === "claimed" && holder !== null) holds[holder] = (holds[holder] ?? 0) + 1;
  }
  const agents: Reckoned["agents"] = {};
  for (const name of names) {
    const spans = all.flatMap(({ claims }) => claims.filter(({ owner }) => owner === name));
    agents[name] = {
      holds: holds[name] ?? 0,
      done: done[name] ?? 0,
      failed: failed[name] ?? 0,
      busyShare: busyShare(spans, Math.max(since, firsts[name] ?? now), now),
    };
  }
  return agents;
}

function busyShare(spans: readonly { from: number; to: number }[], since: number, now: number): number {
  let until = since;
  let busy = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(from, until), Math.min(to, now)];
    if (end > begin) busy += end - begin;
    until = Math.max(until, end);
  }
  return now === since ? 0 : busy / (now - since);
}

function stuckOf(rows: readonly ReckonedTask[]): string[] {
  return rows
    .filter(({ state }) => !isEnd(state))
    .flatMap(({ id, findings }) => {
      const worst = findings.find(({ code }) => STUCK.has(code));
      return worst === undefined ? [] : [{ id, ...worst }];
    })
    .sort(
      (a, b) =>
        WORST_FIRST.indexOf(a.code) - WORST_FIRST.indexOf(b.code) || a.since - b.since || (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);
}

function namesOf(owner: string | null): string[] {
  return owner === null ? [] : [owner];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}
