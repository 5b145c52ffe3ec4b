/** Lives of small fleets with faults in them, made from a seed, and what has to be found in each. */
import type { RuleId } from "./alarm.ts";
import type { StreamMessage } from "../chunk.ts";
import { messageOf, NOON } from "../fixtures.ts";
import { DEFAULT_BOUNDS } from "../liveness.ts";
import { heartbeatSubject } from "#contract/subjects.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export const INTERVAL_MS = 30 * SECOND_MS;
/** Deep for such a queue. */
export const QUEUE_DEPTH = 5;
export const ERRORS = 10;

export interface ExpectedAlarm {
  rule: RuleId;
  key: RegExp;
  /** Raised within this stretch. */
  from: ServerMs;
  to: ServerMs;
  /** Over by then; null: it stands at the end. */
  endedBy: ServerMs | null;
}

export interface FaultLife {
  seed: number;
  messages: StreamMessage[];
  /** Nothing comes in during these; it is all there afterwards. */
  lost: { from: ServerMs; to: ServerMs } | null;
  until: ServerMs;
  expected: ExpectedAlarm[];
}

const FAULTS = [
  "killed",
  "mass",
  "hiccup",
  "blip",
  "signed-off",
  "flapping",
  "approval",
  "queue",
  "errors",
  "lost",
] as const;
type Fault = (typeof FAULTS)[number];

/** Sequence of numbers in 0..1 that a seed gives. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Beat {
  at: ServerMs;
  agent: string;
  body: Record<string, unknown>;
}

export function faultLife(seed: number): FaultLife {
  return new LifeMaker(seed).make();
}

class LifeMaker {
  readonly #seed: number;
  readonly #random: () => number;
  readonly #until: ServerMs;
  readonly #beats = new Map<string, Beat[]>();
  readonly #others: { at: ServerMs; subject: string; body: unknown }[] = [];
  readonly #expected: ExpectedAlarm[] = [];
  #lost: FaultLife["lost"] = null;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = randomOf(seed * 7919 + 1);
    // Errors are counted over ten minutes: they are over later than anything else.
    const isLong = FAULTS[seed % FAULTS.length] === "errors";
    this.#until = NOON + (isLong ? 16 : 12) * MINUTE_MS;
  }

  make(): FaultLife {
    const fault = FAULTS[this.#seed % FAULTS.length] ?? "killed";
    const agents = Array.from({ length: 3 + this.#whole(4) }, (_, index) => `agent-${index}`);
    for (const agent of agents) this.#live(agent);
    this.#add(fault, agents);
    // The last agent is never touched by the first fault: a second one that has nothing to do with it.
    const second = FAULTS[this.#whole(FAULTS.length)] ?? "blip";
    const apart: readonly Fault[] = ["hiccup", "blip", "signed-off", "approval", "queue", "errors"];
    const isOne = fault !== "lost" && fault !== "mass" && fault !== second && apart.includes(second);
    if (isOne) this.#add(second, agents.slice(-1));
    this.#expectLate();
    return {
      seed: this.#seed,
      messages: this.#messages(),
      lost: this.#lost,
      until: this.#until,
      expected: this.#expected,
    };
  }

  #whole(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #between(from: number, to: number): number {
    return Math.round(from + this.#random() * (to - from));
  }

  /** Beats at its pace all life long, a little off now and then. */
  #live(agent: string): void {
    const beats: Beat[] = [];
    let at = NOON + this.#between(0, INTERVAL_MS);
    while (at <= this.#until) {
      beats.push({ at, agent, body: {} });
      at += INTERVAL_MS + this.#between(-500, 500);
    }
    this.#beats.set(agent, beats);
  }

  #add(fault: Fault, agents: readonly string[]): void {
    const [agent = ""] = agents;
    // One of them stays as it is, so that somebody is there for the tasks.
    const at = NOON + this.#between(3 * MINUTE_MS, 4 * MINUTE_MS);
    switch (fault) {
      case "killed":
        this.#expectSilence(agent, this.#silence(agent, at, this.#random() < 0.3 ? null : 3 * MINUTE_MS));
        return;
      case "mass":
        this.#mass(agents, at);
        return;
      case "hiccup":
        this.#delayOne(agent, at, 1.5 * INTERVAL_MS + this.#between(8_000, 30_000));
        return;
      case "blip":
        this.#delayOne(agent, at, 1.5 * INTERVAL_MS + this.#between(500, 3_500));
        return;
      case "signed-off": {
        const beats = this.#beatsOf(agent).filter((beat) => beat.at <= at);
        const last = beats.at(-1);
        if (last !== undefined) last.body = { status: "offline" };
        this.#beats.set(agent, beats);
        return;
      }
      case "flapping":
        this.#flap(agent, at);
        return;
      case "approval":
        this.#approve(agent, at);
        return;
      case "queue":
        this.#fillQueue(at);
        return;
      case "errors":
        this.#err(NOON + MINUTE_MS + this.#between(0, 30_000));
        return;
      case "lost": {
        const to = at + this.#between(30_000, 170_000);
        this.#lost = { from: at, to };
        this.#expected.push({
          rule: "view-lost",
          key: /^view-lost$/u,
          from: at + 10_000,
          to: at + 11_000,
          endedBy: to + 1000,
        });
      }
    }
  }

  #beatsOf(agent: string): Beat[] {
    return this.#beats.get(agent) ?? [];
  }

  /** No beat from `at` on, for so long or for ever. Returns its last beat before, and the third one after. */
  #silence(agent: string, at: ServerMs, forMs: number | null): { last: ServerMs; third: ServerMs | null } {
    const beats = this.#beatsOf(agent);
    const before = beats.filter((beat) => beat.at <= at);
    const after = forMs === null ? [] : beats.filter((beat) => beat.at > at + forMs);
    this.#beats.set(agent, [...before, ...after]);
    return { last: before.at(-1)?.at ?? at, third: after[2]?.at ?? null };
  }

  #expectSilence(agent: string, { last, third }: { last: ServerMs; third: ServerMs | null }): void {
    const silentAt = last + DEFAULT_BOUNDS.silentAfterIntervals * INTERVAL_MS;
    this.#expected.push({
      rule: "agent-silent",
      key: new RegExp(`^agent-silent/${agent}$`, "u"),
      from: silentAt,
      to: silentAt + SECOND_MS,
      endedBy: third === null ? null : third + SECOND_MS,
    });
  }

  #mass(agents: readonly string[], at: ServerMs): void {
    // Half of the fleet and three at least: many, in so small a one.
    const struck = agents.slice(0, Math.max(3, Math.ceil(agents.length / 2)));
    const comesBack = this.#random() < 0.7;
    const silences = struck.map((agent) => this.#silence(agent, at, comesBack ? 4 * MINUTE_MS : null));
    const first = Math.min(...silences.map(({ last }) => last)) + DEFAULT_BOUNDS.silentAfterIntervals * INTERVAL_MS;
    this.#expected.push({
      rule: "mass-silence",
      key: /^mass-silence\//u,
      from: first,
      to: first + SECOND_MS,
      endedBy: comesBack ? Math.max(...silences.map(({ third }) => third ?? 0)) + SECOND_MS : null,
    });
  }

  /** One beat comes late by so much after the one before it, and its pace goes on from there. */
  #delayOne(agent: string, at: ServerMs, gapMs: number): void {
    const beats = this.#beatsOf(agent);
    const before = beats.filter((beat) => beat.at <= at);
    const next = (before.at(-1)?.at ?? at) + gapMs;
    const after: Beat[] = [];
    for (let beatAt = next; beatAt <= this.#until; beatAt += INTERVAL_MS) after.push({ at: beatAt, agent, body: {} });
    this.#beats.set(agent, [...before, ...after]);
  }

  /** Silent for a little over the bound, back, and the same again: four changes. */
  #flap(agent: string, at: ServerMs): void {
    const first = this.#silence(agent, at, 95_000);
    this.#expectSilence(agent, first);
    const again = first.third ?? at;
    const second = this.#silence(agent, again + 1000, 95_000);
    this.#expectSilence(agent, { last: second.last, third: null });
    const back = this.#beatsOf(agent).find((beat) => beat.at > second.last)?.at ?? 0;
    // What it told of the second silence is replaced by what is told of them all.
    const expected = this.#expected.at(-1);
    if (expected !== undefined) expected.endedBy = back + SECOND_MS;
    this.#expected.push({
      rule: "agent-flapping",
      key: /^agent-flapping\//u,
      from: back,
      to: back + SECOND_MS,
      endedBy: null,
    });
  }

  #approve(agent: string, at: ServerMs): void {
    const asked = this.#beatsOf(agent).filter((beat) => beat.at > at && beat.at <= at + 2 * MINUTE_MS);
    for (const beat of asked) beat.body = { needs_approval: true };
    const [first, last] = [asked[0]?.at ?? 0, asked.at(-1)?.at ?? 0];
    const answered = this.#beatsOf(agent).find((beat) => beat.at > last)?.at ?? 0;
    this.#expected.push({
      rule: "agent-approval",
      key: new RegExp(`^agent-approval/${agent}$`, "u"),
      from: first,
      to: first + SECOND_MS,
      endedBy: answered + SECOND_MS,
    });
  }

  #fillQueue(at: ServerMs): void {
    const count = QUEUE_DEPTH + this.#whole(5);
    const done = at + this.#between(2 * MINUTE_MS, 4 * MINUTE_MS);
    for (let index = 0; index < count; index++) {
      const task = { task_id: `t-${index}`, title: `task ${index}` };
      this.#others.push({ at: at + index, subject: "mjwork.tasks.available", body: { ...task, status: "available" } });
      this.#others.push({
        at: done + index,
        subject: "mjwork.tasks.claimed",
        body: { ...task, status: "claimed", owner: "x" },
      });
    }
    this.#expected.push({
      rule: "queue-depth",
      key: /^queue-depth$/u,
      from: at + 30_000,
      to: at + 32_000,
      endedBy: done + 63_000,
    });
  }

  #err(at: ServerMs): void {
    for (let index = 0; index < ERRORS; index++) {
      const body = { agent_id: "x", content: "no luck", channel: "errors" };
      this.#others.push({ at: at + index * 1000, subject: "mjwork.errors", body });
    }
    this.#expected.push({
      rule: "error-rate",
      key: /^error-rate$/u,
      from: at + (ERRORS - 1) * 1000,
      to: at + ERRORS * 1000,
      endedBy: at + 13 * MINUTE_MS < this.#until ? at + 13 * MINUTE_MS : null,
    });
  }

  /** Late agents are one alarm for as long as there is one: by the beats as they are. */
  #expectLate(): void {
    const spans: { from: ServerMs; to: ServerMs }[] = [];
    for (const beats of this.#beats.values()) {
      for (const [index, beat] of beats.entries()) {
        if (beat.body["status"] === "offline") continue;
        const next = beats[index + 1]?.at ?? this.#until;
        const from = beat.at + DEFAULT_BOUNDS.lateAfterIntervals * INTERVAL_MS + 5000;
        const to = Math.min(next, beat.at + DEFAULT_BOUNDS.silentAfterIntervals * INTERVAL_MS);
        if (to > from) spans.push({ from, to });
      }
    }
    let end = Number.NEGATIVE_INFINITY;
    for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
      if (from > end)
        this.#expected.push({ rule: "agent-late", key: /^agent-late$/u, from, to: from + SECOND_MS, endedBy: null });
      end = Math.max(end, to);
      const last = this.#expected.at(-1);
      if (last !== undefined) last.endedBy = end + SECOND_MS;
    }
  }

  #messages(): StreamMessage[] {
    const all = [
      ...[...this.#beats.values()].flat().map(({ at, agent, body }) => ({
        at,
        subject: heartbeatSubject(agent),
        body: { status: "busy", current_task: null, heartbeat_interval: INTERVAL_MS / SECOND_MS, ...body } as unknown,
      })),
      ...this.#others,
    ].sort((one, other) => one.at - other.at);
    return all.map(({ at, subject, body }, index) => messageOf(index + 1, at, subject, body));
  }
}
