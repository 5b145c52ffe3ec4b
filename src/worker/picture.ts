import { plainName } from "./plain-tap.ts";
import type { FeedSettings } from "./protocol.ts";
import type { Chunk } from "#model/chunk.ts";
import type { AlarmsView } from "#model/alarms/alarm.ts";
import { NO_ALARMS } from "#model/alarms/empty-alarms.ts";
import type { ServerClock } from "#model/clock.ts";
import type { Connection } from "#model/connection.ts";
import { emptyView } from "#model/empty-view.ts";
import { foldChunk, missedOut, voidStream } from "#model/fleet.ts";
import type { Fleet } from "#model/fleet-state.ts";
import { createFleet, DEFAULT_LIMITS } from "#model/fleet-state.ts";
import { historyOf } from "#model/history.ts";
import type { Patch } from "#model/patch.ts";
import type { Sight } from "#model/sight.ts";
import { judgedAt } from "#model/sight.ts";
import type { SourceState } from "#model/source-state.ts";
import { sameStrip, stripOf } from "#model/strip-of.ts";
import { takeChanges } from "#model/take-changes.ts";
import { bringUpToDate, takeTasks } from "#model/tasks/take-tasks.ts";
import type { TaskContext, WatchedTasks } from "#model/tasks/task-context.ts";
import type { HistoryFacts, Strip } from "#model/view.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

/** The small parts of a view, each sent whole when it became another object. */
type Parts = Required<
  Pick<Patch, "connection" | "sight" | "clock" | "history" | "sources" | "mayWrite" | "alarms" | "pausedBehind">
>;

/** How the fleet and our own view stand at one moment, whatever the page has taken and whether or not it is paused. */
export interface Seen {
  fleet: Fleet;
  connection: Connection;
  /** Never `paused`. */
  sight: Sight;
  /** The last one known, also while there is none. */
  offsetMs: number | null;
  clock: ServerClock | null;
  sources: readonly SourceState[];
  history: HistoryFacts;
  /** The server's moment to judge at; null while our own view is lost. */
  judgedAt: ServerMs | null;
}

export interface Watched {
  strips: readonly string[];
  windowMs: number;
}

/**
 * After an outage the view stays lost until what was stored meanwhile is read, but no longer than this: the tail that the server names may
 * have been deleted.
 */
const CATCH_UP_MS = 3 * SECOND_MS;
/** Minutes of traffic kept beyond the history that is read, at most a day and an hour. */
const EXTRA_MINUTES = 60;
const MOST_MINUTES = 25 * 60;

/** All that one connection's feed told, and what the page has been told of it so far. */
export class Picture {
  readonly settings: FeedSettings;
  readonly fleet: Fleet;
  watched: Watched = { strips: [], windowMs: 0 };
  watchedTasks: WatchedTasks = { ids: [], list: null };
  readonly #sources = new Map<string, SourceState>();
  readonly #sentStrips = new Map<string, Strip>();
  #connection: Connection;
  #clock: ServerClock | null = null;
  /** The last offset known, for an outage whose end comes before the next clock. */
  #offsetMs: number | null = null;
  #mayWrite: boolean | null = null;
  #wantedSince: ServerMs | null = null;
  /** Since when nothing comes in; null while live. */
  #lostSince: ObserverMs | null;
  /** Sources with beats that said nothing since the connection came back. */
  #unheard = new Set<string>();
  #pausedAt: ObserverMs | null = null;
  #messagesAtPause = 0;
  #sourceList: readonly SourceState[] = [];
  #history: HistoryFacts = emptyView().history;
  #alarms: AlarmsView = NO_ALARMS;
  #sight: Sight;
  #sent: Partial<Parts> = {};
  #fresh = true;

  readonly #clockOfThread: () => ObserverMs;

  constructor(settings: FeedSettings, clock: () => ObserverMs) {
    const now = clock();
    this.settings = settings;
    this.#clockOfThread = clock;
    this.fleet = createFleet({
      prefixes: settings.prefixes,
      heartbeatIntervalMs: settings.heartbeatIntervalMs,
      bounds: settings.bounds,
      minutes: Math.min(MOST_MINUTES, Math.ceil(settings.historyMs / MINUTE_MS) + EXTRA_MINUTES),
      limits: DEFAULT_LIMITS,
    });
    this.#connection = {
      state: "connecting",
      since: now,
      url: settings.servers[0] ?? "",
      attempt: 0,
      nextTryAt: null,
    };
    this.#lostSince = now;
    this.#sight = { state: "lost", since: now };
  }

  /** Agents, or a reason why there are none. */
  get showsSomething(): boolean {
    const { state } = this.#connection;
    return this.fleet.agents.size > 0 || this.#history.complete || (state !== "connecting" && state !== "live");
  }

  get isPaused(): boolean {
    return this.#pausedAt !== null;
  }

  setConnection(connection: Connection): void {
    const wasLive = this.#connection.state === "live";
    this.#connection = connection;
    if (connection.state === "live") {
      if (!wasLive) this.#missOut(connection.since);
      return;
    }
    this.#lostSince ??= connection.since;
    this.#unheard = new Set(
      [...this.#sources.values()].filter((source) => this.#bringsBeats(source)).map(({ name }) => name),
    );
  }

  setClock(clock: ServerClock | null): void {
    this.#clock = clock;
    this.#offsetMs = clock?.offsetMs ?? this.#offsetMs;
  }

  setSource(state: SourceState): void {
    this.#sources.set(state.name, state);
    if (this.#connection.state === "live") this.#unheard.delete(state.name);
    this.#sourcesChanged();
  }

  removeSource(name: string): void {
    this.#sources.delete(name);
    this.#unheard.delete(name);
    this.#sourcesChanged();
  }

  setMayWrite(mayWrite: boolean | null): void {
    this.#mayWrite = mayWrite;
  }

  setAlarms(alarms: AlarmsView): void {
    this.#alarms = alarms;
  }

  setWantedSince(wantedSince: ServerMs | null): void {
    this.#wantedSince = wantedSince;
    this.#sourcesChanged();
  }

  fold(chunk: Chunk): void {
    foldChunk(this.fleet, chunk);
  }

  reset(stream: string): void {
    voidStream(this.fleet, stream);
  }

  watch({ strips, windowMs }: Watched): void {
    this.watched = { strips, windowMs };
  }

  watchTasks({ ids, list }: WatchedTasks): void {
    this.watchedTasks = { ids, list };
  }

  setPaused(paused: boolean, now: ObserverMs): void {
    if (paused === this.isPaused) return;
    this.#pausedAt = paused ? this.#seenUntil(now) : null;
    this.#messagesAtPause = this.fleet.messages;
  }

  sourceList(): readonly SourceState[] {
    return this.#sourceList;
  }

  /** What changed since the last take; null: nothing. While paused: only how far behind the page is, how our own view stands, and alarms. */
  take(tick: number, now: ObserverMs): Patch | null {
    this.#updateSight(now);
    const pausedBehind = this.#pausedAt === null ? null : this.fleet.messages - this.#messagesAtPause;
    const own = {
      connection: this.#connection,
      sight: this.#sight,
      clock: this.#clock,
      alarms: this.#alarms,
      pausedBehind,
    };
    if (pausedBehind !== null && !this.#fresh) return withNews({ tick, ...this.#unsent(own) });
    const parts = { ...own, history: this.#history, sources: this.#sourceList, mayWrite: this.#mayWrite };
    // Tasks are judged by what the changes made of the agents.
    const changes = takeChanges(this.fleet);
    const context = this.#taskContext();
    // The chart waits for this: it is not left as it was for the rest of a pause.
    if (context.whole && !this.fleet.tasks.whole) this.fleet.tasks.nextLookAt = now;
    const tasks = takeTasks(this.fleet, this.watchedTasks, this.judgedAt(now), context);
    const patch: Patch = { tick, ...changes, ...tasks, ...this.#unsent(parts), ...this.#takeStrips() };
    if (!this.#fresh) return withNews(patch);
    this.#fresh = false;
    return { ...patch, fresh: true };
  }

  /** For judging alarms: brings the tasks up to date as well. */
  seen(now: ObserverMs): Seen {
    this.#updateSight(now);
    const sight = this.#trueSight();
    const context = this.#taskContext();
    const at = judgedAt({ clock: this.#clock, sight }, now);
    bringUpToDate(this.fleet, at, context);
    return {
      fleet: this.fleet,
      connection: this.#connection,
      sight,
      offsetMs: this.#offsetMs,
      clock: this.#clock,
      sources: this.#sourceList,
      history: this.#history,
      judgedAt: at,
    };
  }

  /** The server's time to judge with; null while our own view is lost. */
  judgedAt(now: ObserverMs): ServerMs | null {
    return judgedAt({ clock: this.#clock, sight: this.#sight }, now);
  }

  #taskContext(): TaskContext {
    const sources = this.#sourceList;
    const holders = sources.filter(({ tasksPast }) => tasksPast !== "none");
    return {
      whole: holders.length > 0 && holders.every(({ tasksPast }) => tasksPast === "whole"),
      agentsKnown:
        sources.length > 0 && this.fleet.notHeld.size === 0 && sources.every(({ agentsKnown }) => agentsKnown),
      overdueAfterMs: this.settings.overdueAfterMs,
      clock: this.#clockOfThread,
    };
  }

  /** What plain subscriptions would have brought during the outage, nobody kept. */
  #missOut(backAt: ObserverMs): void {
    if (this.#lostSince === null || this.#offsetMs === null) return;
    for (const { name, live } of this.#sourceList) {
      if (live !== "plain") continue;
      for (const stream of [name, plainName(name)]) {
        missedOut(this.fleet, stream, this.#lostSince + this.#offsetMs, backAt + this.#offsetMs);
      }
    }
  }

  #sourcesChanged(): void {
    this.#sourceList = [...this.#sources.values()];
    this.#history = historyOf(this.#sourceList, this.#wantedSince);
  }

  #updateSight(now: ObserverMs): void {
    if (this.#connection.state === "live" && this.#hasCaughtUp(this.#connection.since, now)) this.#lostSince = null;
    const sight = this.#sightNow();
    if (JSON.stringify(sight) !== JSON.stringify(this.#sight)) this.#sight = sight;
  }

  #hasCaughtUp(liveSince: ObserverMs, now: ObserverMs): boolean {
    if (now - liveSince >= CATCH_UP_MS) return true;
    return (
      this.#unheard.size === 0 && this.#sourceList.every((source) => !this.#bringsBeats(source) || this.#isRead(source))
    );
  }

  #isRead({ name, stream, lastSeq }: SourceState): boolean {
    const fold = this.fleet.streams.get(stream ?? name);
    return fold === undefined || lastSeq === null || (fold.coverage.to.at(-1) ?? 0) >= lastSeq;
  }

  /** As of when the fleet is as it is painted: what stands still then is judged as of this, not as of the key that was pressed. */
  #seenUntil(now: ObserverMs): ObserverMs {
    const sight = this.#sightNow();
    if (sight.state === "lost") return Math.min(now, sight.since);
    return sight.state === "behind" && this.#clock !== null ? Math.min(now, sight.asOf - this.#clock.offsetMs) : now;
  }

  /** Lost comes before paused: a page that stands still on purpose is still not one that sees. */
  #sightNow(): Sight {
    if (this.#lostSince !== null) {
      return { state: "lost", since: Math.min(this.#lostSince, this.#pausedAt ?? this.#lostSince) };
    }
    return this.#pausedAt === null ? this.#trueSight() : { state: "paused", at: this.#pausedAt };
  }

  /** As it is, paused or not. */
  #trueSight(): Exclude<Sight, { state: "paused" }> {
    if (this.#lostSince !== null) return { state: "lost", since: this.#lostSince };
    let asOf = Number.POSITIVE_INFINITY;
    let ms = 0;
    for (const source of this.#sourceList) {
      if (source.behind === null || !this.#bringsBeats(source)) continue;
      asOf = Math.min(asOf, this.fleet.streams.get(source.stream ?? source.name)?.newestAt ?? asOf);
      ms = Math.max(ms, source.behind.ms);
    }
    return asOf === Number.POSITIVE_INFINITY ? { state: "whole" } : { state: "behind", asOf, ms };
  }

  /** A report stream that lags must not make the fleet look old. */
  #bringsBeats({ name, stream }: SourceState): boolean {
    return (this.fleet.streams.get(stream ?? name)?.beats ?? 0) > 0;
  }

  /** Those parts that are not the object that was sent last. */
  #unsent(parts: Partial<Parts>): Partial<Parts> {
    const sent: Record<string, unknown> = this.#sent;
    const unsent = Object.fromEntries(
      Object.entries(parts).filter(([key, value]) => !(key in sent) || sent[key] !== value),
    );
    this.#sent = { ...this.#sent, ...unsent };
    return unsent;
  }

  #takeStrips(): Pick<Patch, "strips"> {
    const since = (this.fleet.newestAt ?? 0) - this.watched.windowMs;
    const set: Strip[] = [];
    for (const id of this.watched.strips) {
      const strip = stripOf(this.fleet, id, since, this.#sourceList);
      const sent = this.#sentStrips.get(id);
      if (strip === null || (sent !== undefined && sameStrip(sent, strip))) continue;
      this.#sentStrips.set(id, strip);
      set.push(strip);
    }
    const watched = new Set(this.watched.strips);
    const gone = [...this.#sentStrips.keys()].filter((id) => !watched.has(id) || !this.fleet.agents.has(id));
    for (const id of gone) this.#sentStrips.delete(id);
    return set.length === 0 && gone.length === 0 ? {} : { strips: { set, gone } };
  }
}

/** A patch that carries more than its number. */
function withNews(patch: Patch): Patch | null {
  return Object.keys(patch).length > 1 ? patch : null;
}
