/** Reading a plan of a stream's past to its end, by whatever way of reading is open, once for every message of it. */
import type { ServerMs } from "#util/units.ts";
import type { BestWay } from "./best-way.ts";
import type { PastPlan, SeqRange } from "./past-plan.ts";
import type { ReadEnd, Reader } from "./reader.ts";
import { FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS } from "./reader.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { SourceHost } from "./source-host.ts";

const AGAIN_MS = 250;
const LONGEST_AGAIN_MS = 2_000;

/** What reading the past needs of the source that it is for. */
export interface PastPlace {
  stream: string;
  host: SourceHost;
  way(): BestWay;
  replicas(): number;
  ended(reader: Reader, end: ReadEnd): void;
  /** Something was read, or could not be. */
  progress(): void;
}

/** What came of one stretch. */
export interface StretchRead {
  /** Of its oldest message; null: none came. */
  oldestAt: ServerMs | null;
  messages: number;
  /** Of their bodies. */
  bytes: number;
}

/** A part of the past: all of it, or only what a filter matches. */
export interface PastPart {
  filter: string | null;
  plan: PastPlan;
  /** Sequences that one stretch has at most. */
  stretch(): number;
  /** The plan counts the stretch as done already. */
  done(range: SeqRange, read: StretchRead): void;
}

/** Reads the part to its end, several stretches at once; returns early where the run ends or every way is closed. */
export async function readPart(
  run: Run,
  session: Session,
  place: PastPlace,
  part: PastPart,
  atOnce: number,
): Promise<void> {
  async function readOn(): Promise<void> {
    while (run.alive && !place.way().isClosed) {
      const range = part.plan.take(part.stretch());
      if (range === null) return;
      await readRange(run, session, place, part, range);
      if (run.alive) place.progress();
    }
  }
  await Promise.all(Array.from({ length: atOnce }, readOn));
}

async function readRange(run: Run, session: Session, place: PastPlace, part: PastPart, range: SeqRange): Promise<void> {
  const { host, stream } = place;
  const { filter, plan } = part;
  const only = filter === null ? {} : { filter };
  const read: StretchRead = { oldestAt: null, messages: 0, bytes: 0 };
  let at = range.from;
  let wait = AGAIN_MS;
  let patienceMs = FIRST_PATIENCE_MS;

  function finish(): void {
    plan.finish(range, read.oldestAt);
    part.done(range, read);
  }

  while (run.alive) {
    const request = { from: at, to: range.to, filter, expected: range.to - at + 1, patienceMs };
    const { reader } = place.way();
    const end = await reader.read(request, ({ from, to, messages }) => {
      if (!run.alive) return;
      wait = AGAIN_MS;
      read.oldestAt ??= messages[0]?.at ?? null;
      read.messages += messages.length;
      for (const { data } of messages) read.bytes += data.length;
      at = to + 1;
      host.chunk({ stream, ...only, from, to, messages });
    });
    if (!run.alive) break;
    if (end.kind === "reached") {
      finish();
      return;
    }
    if (end.kind === "end-of-store" && (await isGone(run, session, place, filter, { from: at, to: range.to }))) {
      if (!run.alive) break;
      host.chunk({ stream, ...only, from: at, to: range.to, messages: [] });
      finish();
      return;
    }
    if (!run.alive) break;
    place.ended(reader, end);
    if (place.way().isClosed) break;
    place.progress();
    if (end.kind !== "no-batches") await run.sleep(wait);
    wait = Math.min(wait * 2, LONGEST_AGAIN_MS);
    patienceMs = at > request.from ? FIRST_PATIENCE_MS : Math.min(patienceMs * 2, LONGEST_PATIENCE_MS);
  }
  plan.giveBack(range, { from: at, to: range.to }, read.oldestAt);
}

/** Whether nothing of the range exists: only the leader knows. */
async function isGone(
  run: Run,
  session: Session,
  place: PastPlace,
  filter: string | null,
  range: SeqRange,
): Promise<boolean> {
  if (place.way().reader.way === "msg-get") return true;
  const found = await session.api.leaderHasFrom(place.stream, range.from, filter ?? ">");
  if (!run.alive) return false;
  if (found.ok) return found.value > range.to;
  if (found.error.kind === "no-message") return true;
  // The leader may not be asked: a stream of one replica is its own leader.
  return found.error.kind !== "timeout" && found.error.kind !== "closed" && place.replicas() === 1;
}
