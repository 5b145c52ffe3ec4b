/**
 * What is to be announced since the last look: a tone, notifications, a sentence for a screen reader. Pure: the same alarms at the same
 * moments give the same announcements, so that a tab that was asleep catches up without saying anything twice.
 */
import type { Call, CallSeverity } from "./call.ts";
import { rankOfCall, worstCall } from "./call.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** A screen reader is not interrupted more often; what happened meanwhile is summed up. */
export const SAY_EVERY_MS = 5 * SECOND_MS;

/** Two tones at once are none: what is no worse than the last one waits for its turn to repeat. */
export const TONE_EVERY_MS = 2 * SECOND_MS;

export interface AnnounceMemory {
  /** Everything that stood at the last look, by key. */
  readonly stood: ReadonlyMap<string, Call>;
  /** The last tone; or since when something stands loud that had none. Null while nothing is loud. */
  readonly sounded: { readonly at: ObserverMs; readonly severity: CallSeverity } | null;
  /** Of a new one, whose turn has not come yet. */
  readonly owed: CallSeverity | null;
  /** New and ended since the last sentence. */
  readonly unsaid: { readonly raised: ReadonlyMap<string, Call>; readonly ended: ReadonlyMap<string, Call> };
  readonly saidAt: ObserverMs;
}

export const NOTHING_ANNOUNCED: AnnounceMemory = {
  stood: new Map(),
  sounded: null,
  owed: null,
  unsaid: { raised: new Map(), ended: new Map() },
  saidAt: Number.NEGATIVE_INFINITY,
};

export interface AnnounceOptions {
  /** The page was only just opened: what stands is taken as seen. */
  quiet: boolean;
  /** A tone again after so long, while anything loud stands; null: never. */
  repeatAfterMs: number | null;
}

export interface Announcement {
  /** One tone, the worst one's; null: none. */
  tone: CallSeverity | null;
  /** One notification each. */
  notify: readonly Call[];
  /** Keys whose notifications are out of date: over, acknowledged or silenced. */
  withdraw: readonly string[];
  /** For a screen reader; null: nothing new. */
  say: string | null;
  /** When something is due though nothing changes; null: then nothing is. */
  lookAgainAt: ObserverMs | null;
}

export function announce(
  memory: AnnounceMemory,
  calls: readonly Call[],
  now: ObserverMs,
  { quiet, repeatAfterMs }: AnnounceOptions,
): { memory: AnnounceMemory; announcement: Announcement } {
  const stands = new Map(calls.map((call) => [call.key, call]));
  const loud = calls.filter(({ care }) => care === "loud");
  const fresh = quiet ? [] : loud.filter((call) => isNews(call, memory.stood.get(call.key)));
  const withdraw = [...memory.stood.values()]
    .filter(({ key, care }) => care === "loud" && stands.get(key)?.care !== "loud")
    .map(({ key }) => key);

  const { tone, sounded, owed } = toneOf(memory, fresh, loud, now, repeatAfterMs);
  const unsaid = quiet ? NOTHING_ANNOUNCED.unsaid : gather(memory, stands, fresh);
  const sayAt = memory.saidAt + SAY_EVERY_MS;
  const say = now >= sayAt ? words(unsaid) : null;
  const waiting = say === null && words(unsaid) !== null;
  const lookAgainAt = Math.min(waiting ? sayAt : Infinity, toneDueAt(sounded, owed, repeatAfterMs));
  return {
    memory: {
      stood: stands,
      sounded,
      owed,
      unsaid: say === null ? unsaid : NOTHING_ANNOUNCED.unsaid,
      saidAt: say === null ? memory.saidAt : now,
    },
    announcement: {
      tone,
      notify: fresh,
      withdraw,
      say,
      lookAgainAt: Number.isFinite(lookAgainAt) ? lookAgainAt : null,
    },
  };
}

/** New, loud again after somebody had taken care of it, or there is something new to tell of it. */
function isNews(call: Call, before: Call | undefined): boolean {
  if (before === undefined || before.care !== "loud") return true;
  return call.newsAt > before.newsAt;
}

function toneOf(
  memory: AnnounceMemory,
  fresh: readonly Call[],
  loud: readonly Call[],
  now: ObserverMs,
  repeatAfterMs: number | null,
): { tone: CallSeverity | null } & Pick<AnnounceMemory, "sounded" | "owed"> {
  const worst = worstCall(loud);
  if (worst === null) return { tone: null, sounded: null, owed: null };
  const last = memory.sounded;
  const owed = worse(worstCall(fresh)?.severity ?? null, memory.owed);
  if (owed !== null) {
    const isTurn = last === null || now - last.at >= TONE_EVERY_MS || rankOfCall(owed) < rankOfCall(last.severity);
    return isTurn
      ? { tone: owed, sounded: { at: now, severity: owed }, owed: null }
      : { tone: null, sounded: last, owed };
  }
  // What stood when the page was opened had no tone; it is repeated all the same, counted from then.
  if (last === null) return { tone: null, sounded: { at: now, severity: worst.severity }, owed: null };
  const due = repeatAfterMs !== null && now - last.at >= repeatAfterMs;
  return due
    ? { tone: worst.severity, sounded: { at: now, severity: worst.severity }, owed: null }
    : { tone: null, sounded: last, owed: null };
}

function toneDueAt(
  sounded: AnnounceMemory["sounded"],
  owed: AnnounceMemory["owed"],
  repeatAfterMs: number | null,
): ObserverMs {
  if (sounded === null) return Infinity;
  if (owed !== null) return sounded.at + TONE_EVERY_MS;
  return repeatAfterMs === null ? Infinity : sounded.at + repeatAfterMs;
}

function worse(one: CallSeverity | null, other: CallSeverity | null): CallSeverity | null {
  if (one === null || other === null) return one ?? other;
  return rankOfCall(one) < rankOfCall(other) ? one : other;
}

/** What came and went between two sentences is not said at all. */
function gather(
  memory: AnnounceMemory,
  stands: ReadonlyMap<string, Call>,
  fresh: readonly Call[],
): AnnounceMemory["unsaid"] {
  const raised = new Map([...memory.unsaid.raised].filter(([key]) => stands.has(key)));
  const ended = new Map([...memory.unsaid.ended].filter(([key]) => !stands.has(key)));
  for (const call of fresh) if (call.saidElsewhere !== true) raised.set(call.key, call);
  for (const [key, call] of memory.stood) {
    const unheard = memory.unsaid.raised.has(key);
    const silent = call.care === "silenced" || call.saidElsewhere === true;
    if (!stands.has(key) && !unheard && !silent) ended.set(key, call);
  }
  return { raised, ended };
}

function words({ raised, ended }: AnnounceMemory["unsaid"]): string | null {
  const said = [raisedWords([...raised.values()]), endedWords([...ended.values()])].filter((part) => part !== "");
  return said.length === 0 ? null : said.join(" ");
}

function raisedWords(raised: readonly Call[]): string {
  const worst = worstCall(raised);
  if (worst === null) return "";
  const sentence = `${worst.severity}: ${worst.sentence}`;
  return raised.length === 1 ? `New alarm, ${sentence}` : `${raised.length} new alarms, the worst ${sentence}`;
}

function endedWords(ended: readonly Call[]): string {
  const [only] = ended;
  if (only === undefined) return "";
  return ended.length === 1 ? `Over: ${only.sentence}` : `${ended.length} alarms are over.`;
}
