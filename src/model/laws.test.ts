import { applyPatch } from "./apply-patch.ts";
import { emptyView } from "./empty-view.ts";
import { NOON, STREAM, takeAllTasks, testFleet, viewOf } from "./fixtures.ts";
import { foldChunk, voidStream } from "./fleet.ts";
import type { Fleet } from "./fleet-state.ts";
import { judge } from "./liveness.ts";
import { lives, livesInAnyChunks, oneByOne } from "./random-lives.properties.ts";
import { takeChanges } from "./take-changes.ts";
import type { Patch } from "./patch.ts";
import { agentTasks, newestTaskEvents } from "./tasks/agent-tasks.ts";
import { listTasks } from "./tasks/list-tasks.ts";
import type { TaskQuery } from "./tasks/task-query.ts";
import { TASK_SORTS } from "./tasks/task-query.ts";
import { taskStory } from "./tasks/task-story.ts";
import type { FleetView } from "./view.ts";
import type { Chunk } from "./chunk.ts";
import * as fc from "fast-check";
import { MINUTE_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const RUNS = { numRuns: 300 };
const NO_TOTALS = { counters: null, newestAt: null };

/** A moment to judge tasks at, within what the lives tell. */
const NOW = NOON + 10 * MINUTE_MS;

const EVERY_TASK: TaskQuery = {
  text: "",
  states: null,
  owner: null,
  priority: null,
  finding: null,
  minAgeMs: null,
  withinMs: null,
  sort: "stuck",
  order: "ascending",
};

function taken(fleet: Fleet): Omit<Patch, "tick"> {
  return { ...takeChanges(fleet), ...takeAllTasks(fleet, NOW) };
}

function folded(chunks: readonly Chunk[], fleet: Fleet = testFleet()): Fleet {
  for (const chunk of chunks) foldChunk(fleet, chunk);
  return fleet;
}

/** Everything that a page could show of it, whatever the order of keys; the order of agents on the wire means nothing. */
function shown(fleet: Fleet): object {
  return { ...plain(viewOf(fleet, NOW)), ...toldOfTasks(fleet) };
}

/** What the worker answers of tasks. */
function toldOfTasks(fleet: Fleet): object {
  const ids = [...fleet.tasks.entries.keys()].sort();
  return {
    stories: ids.map((id) => taskStory(fleet, id)),
    lists: TASK_SORTS.map((sort) => ({ ...listTasks(fleet, { ...EVERY_TASK, sort }, 1000, NOW), madeAt: null })),
    ofAlice: agentTasks(fleet, "alice", 5),
    events: newestTaskEvents(fleet, null, 7),
  };
}

function plain(view: FleetView): object {
  return {
    ...view,
    tick: 0,
    agents: sortedBy([...view.agents.values()], ({ id }) => id),
    channels: sortedBy([...view.channels.values()], ({ name }) => name),
    taskRows: sortedBy([...view.taskRows.values()], ({ id }) => id),
    strips: [],
  };
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe("the fold", () => {
  it("is a function of the set of messages: any order, chunks and repetition give what one by one gives", () => {
    fc.assert(
      fc.property(livesInAnyChunks, ({ lives, chunks }) => {
        expect(shown(folded(chunks))).toEqual(shown(folded(oneByOne(lives))));
      }),
      RUNS,
    );
  });

  it("is not changed by looking at it in between", () => {
    fc.assert(
      fc.property(livesInAnyChunks, fc.integer({ min: 1, max: 7 }), ({ chunks }, every) => {
        const looked = testFleet();
        let view = emptyView();
        chunks.forEach((chunk, index) => {
          foldChunk(looked, chunk);
          if (index % every === 0) view = applyPatch(view, { tick: index, ...taken(looked) });
        });
        view = applyPatch(view, { tick: 0, ...taken(looked) });
        expect({ ...plain(view), ...toldOfTasks(looked) }).toEqual(shown(folded(chunks)));
      }),
      RUNS,
    );
  });

  it("is not changed by a message that comes again", () => {
    fc.assert(
      fc.property(lives, (lives) => {
        const fleet = folded(oneByOne(lives));
        const before = viewOf(fleet, NOW);
        for (const chunk of oneByOne(lives)) foldChunk(fleet, chunk);
        const changes = taken(fleet);
        expect(changes.agents).toBeUndefined();
        expect(changes.channels).toBeUndefined();
        expect(changes.taskRows).toBeUndefined();
        expect(plain(applyPatch(before, { tick: 2, ...changes }))).toEqual(plain(before));
      }),
      RUNS,
    );
  });

  it("counts every message once, in its channel and in its minute", () => {
    fc.assert(
      fc.property(livesInAnyChunks, ({ lives, chunks }) => {
        const view = viewOf(folded(chunks));
        const all = lives.reduce((sum, { messages }) => sum + messages.length, 0);
        const inChannels = [...view.channels.values()].reduce((sum, { count }) => sum + count, 0);
        const inMinutes = view.rates.flatMap(({ counts }) => Object.values(counts)).reduce((sum, n) => sum + n, 0);
        const unreadable = view.malformed.reduce((sum, { count }) => sum + count, 0);
        expect(view.counters.messages).toBe(all);
        expect(inChannels).toBe(all - view.counters.malformed);
        expect(inMinutes).toBe(inChannels);
        expect(unreadable).toBe(view.counters.malformed);
      }),
      RUNS,
    );
  });

  it("leaves nothing of a stream that was made again", () => {
    fc.assert(
      fc.property(lives, lives, (before, after) => {
        const fleet = folded(oneByOne(before));
        viewOf(fleet);
        for (const { stream } of before) voidStream(fleet, stream);
        const fresh = folded(oneByOne(after));
        const again = folded(oneByOne(after), fleet);
        // What was counted since the page was opened is not taken back.
        expect({ ...shown(again), ...NO_TOTALS }).toEqual({ ...shown(fresh), ...NO_TOTALS });
      }),
      RUNS,
    );
  });

  it("keeps an agent whose other stream still knows it", () => {
    fc.assert(
      fc.property(lives, (lives) => {
        const fleet = folded(oneByOne(lives));
        voidStream(fleet, STREAM);
        const others = lives.filter(({ stream }) => stream !== STREAM);
        expect(viewOf(fleet).agents).toEqual(viewOf(folded(oneByOne(others))).agents);
      }),
      RUNS,
    );
  });
});

describe("a patch", () => {
  it("keeps the reference of every agent it does not name", () => {
    fc.assert(
      fc.property(lives, lives, (first, second) => {
        const fleet = folded(oneByOne(first));
        const before = viewOf(fleet);
        const renamed = second.map((life) => ({ ...life, stream: `LATER_${life.stream}` }));
        folded(oneByOne(renamed), fleet);
        const changes = takeChanges(fleet);
        const after = applyPatch(before, { tick: 2, ...changes });
        const named = new Set([
          ...(changes.agents?.set.map(({ id }) => id) ?? []),
          ...(changes.agents?.moved.ids ?? []),
        ]);
        const unnamed = [...before.agents].filter(([id]) => !named.has(id));
        expect(unnamed.filter(([id, facts]) => after.agents.get(id) !== facts)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("the judge", () => {
  it("calls nobody on time, late or silent without a clock", () => {
    fc.assert(
      fc.property(lives, (lives) => {
        for (const agent of viewOf(folded(oneByOne(lives))).agents.values()) {
          expect(judge(agent, null).liveness).toEqual({ state: "unknown" });
        }
      }),
      RUNS,
    );
  });
});
