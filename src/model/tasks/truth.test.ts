import { foldChunk } from "../fleet.ts";
import { takeAllTasks, testFleet } from "../fixtures.ts";
import { applyPatch } from "../apply-patch.ts";
import { emptyView } from "../empty-view.ts";
import { takeChanges } from "../take-changes.ts";
import type { Chunk } from "../chunk.ts";
import type { FleetView } from "../view.ts";
import type { FleetLife } from "./fleet-life.properties.ts";
import { fleetLifeOf, randomFrom, shuffled } from "./fleet-life.properties.ts";
import type { Reckoned } from "./reckoning.properties.ts";
import { reckon } from "./reckoning.properties.ts";
import { TASK_FINDING_CODES } from "./task.ts";
import { heldId } from "./task-id.ts";
import { MINUTE_MS } from "#util/units.ts";
import { expect, it } from "vitest";

const MINUTES = 60;
const LIVES_PER_TEST = 100;

/** The same messages in chunks of any size, in any order, some of them twice. */
function chunksOf({ streams }: FleetLife, seed: number): Chunk[] {
  const random = randomFrom(seed);
  const chunks = streams.flatMap(({ stream, messages }) => {
    const last = messages.at(-1)?.seq ?? 0;
    const parts: Chunk[] = [];
    for (let from = 1; from <= last;) {
      const to = Math.min(last, from + Math.floor(random() * 40));
      parts.push({ stream, from, to, messages: messages.filter(({ seq }) => seq >= from && seq <= to) });
      from = to + 1;
    }
    return parts;
  });
  return shuffled([...chunks, ...chunks.filter(() => random() < 0.2)], random);
}

/** As a page sees it that takes a patch now and then, or one in the end. */
function seen(life: FleetLife, seed: number): FleetView {
  const fleet = testFleet({ minutes: MINUTES });
  const everyFifth = seed % 3 === 0;
  let view = emptyView();
  const take = (): void => {
    view = applyPatch(view, { tick: 1, ...takeChanges(fleet), ...takeAllTasks(fleet, life.now, life) });
  };
  for (const [index, chunk] of chunksOf(life, seed).entries()) {
    foldChunk(fleet, chunk);
    if (everyFifth && index % 5 === 0) take();
  }
  take();
  return view;
}

/** What both can say, in one form. */
function ofView({ tasks, taskRows }: FleetView): object {
  const { figures } = tasks;
  return {
    counts: tasks.counts,
    tasks: [...taskRows.values()]
      .map((row) => ({
        id: row.id,
        state: row.state,
        owner: row.owner,
        title: row.title,
        priority: row.priority,
        blockedBy: row.blockedBy,
        availableAt: row.availableAt,
        claimedAt: row.claimedAt,
        endedAt: row.endedAt,
        waitMs: row.waitMs,
        runMs: row.runMs,
        findings: row.findings.map(({ code, since, agents }) => ({ code, since, agents })),
      }))
      .sort(byId),
    oldestWaiting: tasks.oldestWaiting === null ? null : { id: tasks.oldestWaiting.id, at: tasks.oldestWaiting.at },
    minutes: figures?.minutes,
    waits: figures === null ? null : Object.values(figures.wait),
    runs: figures === null ? null : Object.values(figures.run),
    priorities: figures?.priorities
      .filter(({ wait }) => wait.samples > 0)
      .map(({ priority, wait }) => [String(priority), wait.samples, wait.p50])
      .sort(byText),
    agents: figures?.agents
      .map(({ agent, holds, done, failed, busyShare }) => [agent, holds, done, failed, rounded(busyShare)])
      .sort(byText),
    findings: sortedKeys(tasks.findings),
    stuck: { total: tasks.stuck.total, worst: tasks.stuck.worst.map(({ id }) => id) },
    flow: figures === null ? null : flowTotals(figures.flow),
  };
}

function ofReckoning(reckoned: Reckoned): object {
  return {
    counts: reckoned.counts,
    tasks: reckoned.tasks
      .map((task) => ({ ...task, id: heldId(task.id), blockedBy: task.blockedBy.map(heldId) }))
      .sort(byId),
    oldestWaiting:
      reckoned.oldestWaiting === null ? null : { id: heldId(reckoned.oldestWaiting.id), at: reckoned.oldestWaiting.at },
    minutes: reckoned.minutes,
    waits: reckoned.waits,
    runs: reckoned.runs,
    priorities: Object.entries(reckoned.waitsByPriority)
      .map(([priority, waits]) => [
        priority,
        waits.length,
        waits.toSorted((a, b) => a - b)[Math.ceil(waits.length / 2) - 1],
      ])
      .sort(byText),
    agents: Object.entries(reckoned.agents)
      .map(([agent, { holds, done, failed, busyShare }]) => [agent, holds, done, failed, rounded(busyShare)])
      .sort(byText),
    findings: sortedKeys(reckoned.findings),
    stuck: { total: reckoned.stuck.length, worst: reckoned.stuck.slice(0, 100).map(heldId) },
    flow: reckoned.flow,
  };
}

function flowTotals(flow: NonNullable<FleetView["tasks"]["figures"]>["flow"]): object {
  const total = (perMinute: number): number => Math.round((perMinute * flow.overMs) / MINUTE_MS);
  return {
    arrived: total(flow.arrivedPerMinute),
    claimed: total(flow.claimedPerMinute),
    ended: total(flow.endedPerMinute),
  };
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}

function sortedKeys(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Difference {
  life: number;
  part: string;
  is: unknown;
  should: unknown;
}

/** What differs in one life; compared as texts, which is quick. */
function differencesOf(life: number, is: object, should: object): Difference[] {
  const shown = new Map<string, unknown>(Object.entries(is));
  return Object.entries(should)
    .filter(([part, value]) => JSON.stringify(shown.get(part)) !== JSON.stringify(value))
    .map(([part, value]: [string, unknown]) => ({ life, part, is: shown.get(part), should: value }));
}

it.each(Array.from({ length: 10 }, (_, index) => 1 + index * LIVES_PER_TEST))(
  "counts, states, waits, runs, depths and findings of a hundred fleet lives from %i on are those of the second reckoning",
  { timeout: 60_000 },
  (first) => {
    const found = new Set<string>();
    const differences: Difference[] = [];
    for (let seed = first; seed < first + LIVES_PER_TEST; seed++) {
      const life = fleetLifeOf(seed);
      const reckoned = reckon(life, MINUTES);
      differences.push(...differencesOf(seed, ofView(seen(life, seed)), ofReckoning(reckoned)));
      for (const code of Object.keys(reckoned.findings)) found.add(code);
    }
    expect(differences.slice(0, 3)).toEqual([]);
    // A hundred lives that show fewer kinds of trouble would prove little.
    expect([...found].sort()).toEqual([...TASK_FINDING_CODES].sort());
  },
);
