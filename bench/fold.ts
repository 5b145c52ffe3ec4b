import { foldChunk } from "#model/fleet.ts";
import type { Fleet } from "#model/fleet-state.ts";
import { createFleet, DEFAULT_LIMITS } from "#model/fleet-state.ts";
import type { StreamMessage } from "#model/chunk.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { takeChanges } from "#model/take-changes.ts";
import { DEFAULT_PREFIXES, heartbeatSubject } from "#contract/subjects.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { bareParse } from "./lib/bare-parse.ts";
import { bytesUsed, collector, ratePerProcessorSecond } from "./lib/processor-time.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { megabytes, perSecond, ratio } from "./lib/text.ts";

const AGENTS = 10_000;
const CHUNK = 500;
/** What comes between two patches at 20,000 messages a second. */
const A_PATCH = 2000;
const MESSAGES_PER_SECOND = 20_000;
const HELD_TO = 0.5;
const HEAP_BYTES = 150e6;
/** What two measurements of the same state may lie apart. */
const NOISE_BYTES = 2e6;
const START = Date.UTC(2026, 10, 24);
const STREAM = "MJ_ONLINE_WORK";

export const fold: Benchmark = {
  name: "fold",
  about:
    "decode and fold of heartbeats of 10,000 agents in Node, beside JSON.parse of the same bytes, by processor time; memory over two million",
  async run({ quick }) {
    const collect = collector();
    const count = quick ? 20_000 : 200_000;
    const parsed = heartbeats(count, 0);
    const fleet = newFleet();
    const patched = newFleet();
    const rates = await interleave<number>(
      quick ? 2 : 9,
      {
        bare: () => ratePerProcessorSecond(count, collect, () => bareParse(parsed)),
        fold: () => {
          const next = heartbeats(count, fleet.messages);
          return ratePerProcessorSecond(count, collect, () => foldAll(fleet, next, false));
        },
        patched: () => {
          const next = heartbeats(count, patched.messages);
          return ratePerProcessorSecond(count, collect, () => foldAll(patched, next, true));
        },
      },
      (_, rate) => perSecond(rate),
    );
    const bare = rates.get("bare") ?? [];
    const memory = memoryOver(quick ? 20_000 : 1_000_000, collect);
    return {
      rows: [
        rateRow("decode + fold in Node, heartbeats of 10,000 agents", bare, rates.get("fold") ?? [], HELD_TO),
        rateRow("the same with a patch taken every 2,000 messages", bare, rates.get("patched") ?? [], null),
        ...memoryRows(memory),
      ],
      rounds: { rates: Object.fromEntries(rates), memory },
      versions: { v8: process.versions.v8 },
    };
  },
};

function newFleet(): Fleet {
  return createFleet({
    prefixes: DEFAULT_PREFIXES,
    heartbeatIntervalMs: 30_000,
    bounds: DEFAULT_BOUNDS,
    minutes: 420,
    limits: DEFAULT_LIMITS,
  });
}

/** As the fleet's clients write them: every agent in turn, some at work; the `count` beats that come after the first `after`. */
function heartbeats(count: number, after: number): StreamMessage[] {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, offset) => {
    const index = after + offset;
    const agent = `agent-${index % AGENTS}`;
    const at = START + (index * 1000) / MESSAGES_PER_SECOND;
    // An agent goes on as it was for a while: ten beats of the same.
    const state = (index % AGENTS) + Math.floor(index / (10 * AGENTS));
    const body = {
      agent_id: agent,
      status: state % 3 === 0 ? "busy" : "idle",
      current_task: state % 3 === 0 ? `task-${state % 977}` : null,
      timestamp: new Date(at).toISOString(),
      heartbeat_interval: 30,
    };
    return {
      seq: index + 1,
      at,
      // As a feed has it: one flat text, read from bytes. A template's text would be put together at its first use, in the fold's time.
      subject: decoder.decode(encoder.encode(heartbeatSubject(agent))),
      data: encoder.encode(JSON.stringify(body)),
      headers: {},
    };
  });
}

function foldAll(fleet: Fleet, messages: readonly StreamMessage[], patches: boolean): void {
  let sincePatch = 0;
  for (let from = 0; from < messages.length; from += CHUNK) {
    const part = messages.slice(from, from + CHUNK);
    foldChunk(fleet, { stream: STREAM, from: part[0]?.seq ?? 1, to: part.at(-1)?.seq ?? 1, messages: part });
    sincePatch += part.length;
    if (!patches || sincePatch < A_PATCH) continue;
    sincePatch = 0;
    takeChanges(fleet);
  }
}

function rateRow(what: string, bare: readonly number[], ours: readonly number[], heldTo: number | null): Row {
  const share = median(ours) / median(bare);
  return {
    what,
    heldTo: heldTo === null ? "printed" : `≥ ${heldTo} × bare JSON.parse`,
    measured: `${perSecond(median(ours))} (${spread(ours, perSecond)})`,
    baseline: `${perSecond(median(bare))} (${spread(bare, perSecond)})`,
    ratio: ratio(share),
    holds: heldTo === null ? null : share >= heldTo,
  };
}

interface Memory {
  messages: number;
  bytes: number;
}

/** Bytes of a fleet after so many messages, and after as many again; patches are taken as they would be. */
function memoryOver(each: number, collect: () => void): Memory[] {
  const part = Math.min(each, 50_000);
  const before = bytesUsed(collect);
  const fleet = newFleet();
  const steps: Memory[] = [];
  for (let step = 1; step <= 2; step++) {
    for (let done = 0; done < each; done += part) foldAll(fleet, heartbeats(part, fleet.messages), true);
    steps.push({ messages: step * each, bytes: bytesUsed(collect) - before });
  }
  if (fleet.messages !== 2 * each) throw new Error(`${fleet.messages} messages were folded, not ${2 * each}`);
  return steps;
}

function memoryRows([first, second]: readonly Memory[]): Row[] {
  if (first === undefined || second === undefined) return [];
  const growth = second.bytes - first.bytes;
  return [
    {
      what: `fold alone: memory of 10,000 agents after ${second.messages.toLocaleString("en")} messages`,
      heldTo: `≤ ${HEAP_BYTES / 1e6} MB`,
      measured: megabytes(second.bytes),
      baseline: "",
      ratio: "",
      holds: second.bytes <= HEAP_BYTES,
    },
    {
      what: "fold alone: growth over the second half of them",
      heldTo: `none (≤ ${NOISE_BYTES / 1e6} MB of noise)`,
      measured: megabytes(growth),
      baseline: "",
      ratio: "",
      holds: growth <= NOISE_BYTES,
    },
  ];
}
