/**
 * Random lives of fleets for the truth test: agents that beat, fall silent, sign off and come back, and tasks with all that agents do to
 * them, well or badly. From a seed, so that a life that shows a difference can be lived again.
 */
import type { StreamMessage } from "../chunk.ts";
import { messageOf, NOON, STREAM } from "../fixtures.ts";
import { heartbeatSubject } from "#contract/subjects.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";

export interface FleetLife {
  streams: { stream: string; messages: StreamMessage[] }[];
  now: number;
  overdueAfterMs: number | null;
  whole: boolean;
}

type Random = () => number;

interface Agent {
  id: string;
  intervalMs: number | null;
  state: "up" | "silent" | "off";
  nextBeatAt: number;
  task: string | null;
}

interface Draft {
  at: number;
  subject: string;
  body: Record<string, unknown>;
  stream: string;
}

/** As `mulberry32`: small, and alike everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const list = [...items];
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [list[index], list[other]];
    if (a === undefined || b === undefined) continue;
    list[index] = b;
    list[other] = a;
  }
  return list;
}

const NAMES = ["alice", "Debbie", "debbie", "Doc-Brown", "roy", "émile"];
const TITLES = ["Process invoice", "Write the report of", "Mend", ""];
const ODD_IDS = ["__proto__", "constructor", "🤖", "a b", "x".repeat(1200)];

export function fleetLifeOf(seed: number): FleetLife {
  const random = randomFrom(seed);
  return new Living(random).life();
}

class Living {
  readonly #random: Random;
  readonly #drafts: Draft[] = [];
  readonly #agents: Agent[];
  /** Every id that a message named or may name, with what was done to it last. */
  readonly #ids: string[] = [];
  readonly #last = new Map<string, { status: string; owner: string | null }>();
  readonly #twoStreams: boolean;
  #now = NOON;

  constructor(random: Random) {
    this.#random = random;
    this.#twoStreams = random() < 0.2;
    this.#agents = NAMES.slice(0, Math.floor(random() * (NAMES.length + 1))).map((id) => ({
      id,
      intervalMs: this.#pick([null, 30 * SECOND_MS, 10 * SECOND_MS, 60 * SECOND_MS]),
      state: random() < 0.85 ? "up" : "off",
      nextBeatAt: NOON + random() * 30 * SECOND_MS,
      task: null,
    }));
  }

  life(): FleetLife {
    const random = this.#random;
    const pace = this.#pick([5, 20, 60]) * SECOND_MS;
    const actions = 10 + Math.floor(random() * 70);
    if (random() < 0.1) this.#assemblyLine();
    for (let action = 0; action < actions; action++) {
      this.#pass(1 + random() * pace);
      this.#act();
    }
    this.#pass(1 + random() * this.#pick([SECOND_MS, 60 * SECOND_MS, 300 * SECOND_MS]));
    // Everything but the clock stops: whoever was there is gone.
    if (random() < 0.05) this.#now += 26 * HOUR_MS;
    return {
      streams: this.#streams(),
      now: this.#now,
      overdueAfterMs: random() < 0.5 ? null : this.#pick([30, 300, 1200]) * SECOND_MS,
      whole: random() < 0.9,
    };
  }

  #streams(): FleetLife["streams"] {
    const names = [...new Set(this.#drafts.map(({ stream }) => stream))];
    return names.map((stream) => {
      let seq = 0;
      const messages = this.#drafts
        .filter((draft) => draft.stream === stream)
        .map(({ at, subject, body }) => {
          seq += 1 + Math.floor(this.#random() * 1.3);
          return messageOf(seq, at, subject, body);
        });
      return { stream, messages };
    });
  }

  /** Beats come on the way. Times are whole and no two are alike: what comes first is then the same to everybody. */
  #pass(ms: number): void {
    const until = Math.floor(this.#now + ms) + 1;
    for (;;) {
      const due = this.#agents
        .filter(({ state, nextBeatAt }) => state === "up" && nextBeatAt <= until)
        .sort((a, b) => a.nextBeatAt - b.nextBeatAt)[0];
      if (due === undefined) break;
      this.#now = Math.max(this.#now + 1, Math.floor(due.nextBeatAt));
      this.#beat(due, due.task === null ? "idle" : "busy");
    }
    this.#now = Math.max(until, this.#now + 1);
  }

  #beat(agent: Agent, status: string): void {
    agent.nextBeatAt = this.#now + (agent.intervalMs ?? 30 * SECOND_MS) * (0.95 + 0.1 * this.#random());
    this.#drafts.push({
      at: this.#now,
      subject: heartbeatSubject(agent.id),
      body: {
        status,
        current_task: agent.task,
        ...(agent.intervalMs === null ? {} : { heartbeat_interval: agent.intervalMs / SECOND_MS }),
      },
      stream: STREAM,
    });
  }

  #act(): void {
    const acts: [number, () => void][] = [
      [22, () => this.#publish()],
      [24, () => this.#claim()],
      [16, () => this.#end()],
      [3, () => this.#endOfAnother()],
      [3, () => this.#claimToo()],
      [3, () => this.#withdraw()],
      [4, () => this.#again()],
      [2, () => this.#giveBack()],
      [2, () => this.#sayStrange()],
      [2, () => this.#repeat()],
      [6, () => this.#comeOrGo()],
      [4, () => this.#sayTask()],
    ];
    let left = this.#random() * acts.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, act] of acts) {
      left -= weight;
      if (left > 0) continue;
      act();
      return;
    }
  }

  #publish(): void {
    const id = this.#random() < 0.1 ? this.#pick(ODD_IDS) : `t-${this.#ids.length + 1}`;
    this.#send(id, "available", null, {
      title: `${this.#pick(TITLES)} ${this.#ids.length}`.trim(),
      ...(this.#random() < 0.7 ? { priority: this.#pick(["high", "medium", "low", 3, "3"]) } : {}),
      ...this.#blockers(id),
    });
  }

  #blockers(id: string): Record<string, unknown> {
    if (this.#random() < 0.55) return this.#random() < 0.5 ? {} : { blocked_by: [] };
    const count = 1 + Math.floor(this.#random() * 3);
    const ids = Array.from({ length: count }, () => {
      const chance = this.#random();
      if (chance < 0.08) return "nobody-knows";
      if (chance < 0.14) return id;
      // One that is not published yet, and may be.
      if (chance < 0.3) return `t-${this.#ids.length + 1 + Math.floor(this.#random() * 4)}`;
      return this.#anyId();
    });
    return { blocked_by: ids };
  }

  #claim(): void {
    const waiting = this.#idsWhere(({ status }) => status === "available");
    const id = waiting.length > 0 && this.#random() < 0.95 ? this.#pick(waiting) : this.#anyId();
    const agent = this.#anyAgent();
    this.#send(id, "claimed", agent?.id ?? "somebody");
    if (agent !== null && this.#random() < 0.7) agent.task = id;
  }

  #end(): void {
    const held = this.#idsWhere(({ status }) => status === "claimed");
    if (held.length === 0) return;
    const id = this.#pick(held);
    const owner = this.#last.get(id)?.owner ?? null;
    this.#send(id, this.#random() < 0.8 ? "completed" : "failed", this.#random() < 0.85 ? owner : null);
    for (const agent of this.#agents) if (agent.task === id && this.#random() < 0.9) agent.task = null;
  }

  #endOfAnother(): void {
    this.#send(this.#anyId(), this.#random() < 0.8 ? "completed" : "failed", this.#anyAgent()?.id ?? null);
  }

  #claimToo(): void {
    const held = this.#idsWhere(({ status }) => status === "claimed");
    if (held.length > 0) this.#send(this.#pick(held), "claimed", this.#anyAgent()?.id ?? null);
  }

  /** A claim that came second is taken back by the agent that made it: it says the winner's again. */
  #withdraw(): void {
    const held = this.#idsWhere(({ status, owner }) => status === "claimed" && owner !== null);
    const [loser] = shuffled(this.#agents, this.#random);
    if (held.length === 0 || loser === undefined) return;
    const id = this.#pick(held);
    const winner = this.#last.get(id)?.owner ?? null;
    if (winner === loser.id) return;
    this.#send(id, "claimed", loser.id);
    this.#pass(50);
    if (this.#random() < 0.3) {
      this.#send(id, "completed", winner);
      this.#pass(50);
      this.#send(id, "claimed", winner, { withdrawn_by: loser.id });
      this.#pass(50);
      this.#send(id, "completed", winner);
    } else {
      this.#send(id, "claimed", winner, { withdrawn_by: loser.id });
    }
  }

  #again(): void {
    const id = this.#anyId();
    this.#send(id, "available", null, this.#random() < 0.5 ? this.#blockers(id) : {});
  }

  #giveBack(): void {
    const held = this.#idsWhere(({ status }) => status === "claimed");
    if (held.length > 0) this.#send(this.#pick(held), "available", null);
  }

  #sayStrange(): void {
    this.#send(this.#anyId(), this.#pick(["in_progress", "Available", ""]), this.#anyAgent()?.id ?? null);
  }

  /** The publisher did not hear that it was stored. */
  #repeat(): void {
    const tasks = this.#drafts.filter(({ subject }) => subject.startsWith("mjwork.tasks"));
    const draft = tasks[tasks.length - 1 - Math.floor(this.#random() * Math.min(4, tasks.length))];
    if (draft !== undefined) this.#drafts.push({ ...draft, at: this.#now });
  }

  #comeOrGo(): void {
    const agent = this.#anyAgent();
    if (agent === null) return;
    if (agent.state !== "up") {
      agent.state = "up";
      agent.nextBeatAt = this.#now;
    } else if (this.#random() < 0.3) {
      this.#beat(agent, "offline");
      agent.state = "off";
    } else {
      agent.state = "silent";
    }
  }

  #sayTask(): void {
    const agent = this.#anyAgent();
    if (agent !== null) agent.task = this.#pick([this.#anyId(), "writing the report", null]);
  }

  /** Thirty quick ones of a kind, and then one that is never ended: only its kind says that it takes too long. */
  #assemblyLine(): void {
    for (let index = 0; index < 30; index++) {
      const id = `line-${index}`;
      this.#send(id, "available", null, { title: `Process invoice ${index}` });
      this.#pass(500);
      this.#send(id, "claimed", "roy");
      this.#pass(500 + this.#random() * 4000);
      if (index < 28) this.#send(id, "completed", "roy");
    }
  }

  #send(id: string, status: string, owner: string | null, more: Record<string, unknown> = {}): void {
    if (!this.#ids.includes(id)) this.#ids.push(id);
    const isWord = ["available", "claimed", "completed", "failed"].includes(status);
    const isSingle = !isWord || this.#random() < 0.5;
    const last = status === "failed" ? "completed" : status;
    const saysStatus = isSingle || status === "failed" || this.#random() < 0.6;
    this.#drafts.push({
      at: this.#now,
      subject: isSingle ? "mjwork.tasks" : `mjwork.tasks.${last}`,
      body: {
        task_id: id,
        ...(saysStatus ? { status } : {}),
        ...this.#ownerField(status, owner),
        ...this.#time(status),
        ...more,
      },
      stream: this.#twoStreams && this.#random() < 0.5 ? "OLD_WORK" : STREAM,
    });
    this.#last.set(id, { status, owner });
  }

  #ownerField(status: string, owner: string | null): Record<string, unknown> {
    if (owner === null) return this.#random() < 0.5 ? {} : { owner: null };
    const chance = this.#random();
    if (chance < 0.6) return { owner };
    if (chance < 0.8) return { agent_id: owner };
    return status === "claimed" ? { claimed_by: owner } : { completed_by: owner };
  }

  #time(status: string): Record<string, unknown> {
    const field = status === "available" ? "created_at" : status === "claimed" ? "claimed_at" : "completed_at";
    const chance = this.#random();
    if (chance < 0.4) return {};
    if (chance < 0.7) return { [field]: new Date(this.#now - 20).toISOString() };
    if (chance < 0.9) return { [field]: isoformat(this.#now - 20) };
    if (chance < 0.95) return { [field]: isoformat(this.#now + 2 * HOUR_MS) };
    if (chance < 0.98) return { [field]: isoformat(this.#now - 365 * 24 * HOUR_MS - 777 * SECOND_MS) };
    return { [field]: "yesterday" };
  }

  #anyId(): string {
    return this.#ids.length === 0 ? "t-1" : this.#pick(this.#ids);
  }

  #idsWhere(test: (last: { status: string; owner: string | null }) => boolean): string[] {
    return [...this.#last].filter(([, last]) => test(last)).map(([id]) => id);
  }

  #anyAgent(): Agent | null {
    return this.#agents.length === 0 ? null : this.#pick(this.#agents);
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

/** As Python writes it: no zone, and six digits. */
function isoformat(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}456`;
}
