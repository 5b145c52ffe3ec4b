/**
 * The worker's inside, which runs in Node as well: opens the feed, folds what it brings, and tells the page by patches. It owns the true
 * state; the page only paints it.
 */
import { AlarmLink } from "./alarms/alarm-link.ts";
import { answer } from "./answer.ts";
import { isAboutReports } from "./asked/deliverables-protocol.ts";
import type { Desks } from "./asked/desks.ts";
import { isAboutMessages } from "./asked/messages-protocol.ts";
import { isAboutServers } from "./asked/server-protocol.ts";
import { isAboutStreams } from "./asked/streams-protocol.ts";
import type { Feed, FeedIo, FeedSink, TimerHandle } from "./feed.ts";
import { openFeed } from "./feed.ts";
import { createFlush } from "./flush.ts";
import type { AskAnswers, AskRequest, FeedSettings, FromPage, FromWorker, StoredMessageAnswer } from "./protocol.ts";
import { Picture } from "./picture.ts";
import { watchPresent } from "./present.ts";
import { partsOfMoved } from "#model/moved-agents.ts";
import type { Patch } from "#model/patch.ts";
import { unreachable } from "#util/assert.ts";

export interface Core {
  receive(message: FromPage): void;
  close(): Promise<void>;
}

const TICK_MS = 1_000;
/** How long the page is told nothing at most while there is nothing to look at; see `changed`. */
const FIRST_LOOK_MS = 400;

export type OpenFeed = (settings: FeedSettings, sink: FeedSink, io: FeedIo) => Feed;

export function createCore(post: (message: FromWorker) => void, io: FeedIo, open: OpenFeed = openFeed): Core {
  let feed: Feed | null = null;
  let picture: Picture | null = null;
  /** What is asked of the broker; fetched once the page shows the present, or at the first question. What came before it is there, it lists itself. */
  let fetchingDesks: Promise<Desks> | null = null;
  let desks: Desks | null = null;
  let lastTick = 0;
  /** See `pace` in the protocol. */
  let paceMs = 0;
  let firstLook: TimerHandle | null = null;
  const present = watchPresent(io);
  const flush = createFlush(
    () => picture?.take(++lastTick, io.now()) ?? null,
    (patch) => postPatch(patch),
    io,
  );

  const alarms = new AlarmLink({
    now: () => io.now(),
    setTimer: (run, ms) => io.setTimer(run, ms),
    clearTimer: (handle) => io.clearTimer(handle),
    told(view) {
      picture?.setAlarms(view);
      changed();
    },
    desks: () => desks,
    pageLagMs: (now) => flush.owedMs(now),
    broken: (error) =>
      guarded(() => {
        throw error;
      }),
  });

  function postPatch(patch: Patch): void {
    if (patch.agents === undefined) {
      post({ type: "patch", patch });
      return;
    }
    const parts = partsOfMoved(patch.agents.moved);
    for (const moved of parts.slice(1)) post({ type: "patch-part", moved });
    post({ type: "patch", patch: { ...patch, agents: { ...patch.agents, moved: parts[0] ?? patch.agents.moved } } });
  }

  let ticker = io.setTimer(tick, TICK_MS);

  /** Time alone changes what is found: an owner turns silent without a message, and a hidden page must tell of it. */
  function tick(): void {
    ticker = io.setTimer(tick, TICK_MS);
    changed();
  }

  /**
   * The first patch waits until there is something to look at: the page is busy with its own start, and a patch that says no more than
   * "connecting" would have to be rendered before the one with the fleet may come.
   */
  function changed(): void {
    if (firstLook === null) flush.changed();
  }

  function waitForFirstLook(ms: number): void {
    if (firstLook !== null) io.clearTimer(firstLook);
    firstLook = io.setTimer(() => {
      firstLook = null;
      changed();
    }, ms);
  }

  /** Whatever the feed says changes the picture; a feed that was closed says nothing any more. */
  function sinkOf(of: Picture): FeedSink {
    function change(apply: () => void): void {
      if (of !== picture) return;
      const before = of.showsSomething;
      guarded(apply);
      // A roll brings its agents one by one, in one go.
      if (firstLook !== null && of.showsSomething && !before) waitForFirstLook(0);
      changed();
    }
    return {
      connection: (state) =>
        change(() => {
          of.setConnection(state);
          desks?.connectionChanged();
          alarms.connectionChanged();
        }),
      clock: (clock) => change(() => of.setClock(clock)),
      source: (state) => change(() => of.setSource(state)),
      sourceGone: (name) => change(() => of.removeSource(name)),
      chunk: (chunk) =>
        change(() => {
          of.fold(chunk);
          desks?.note(chunk);
        }),
      reset: (stream) =>
        change(() => {
          of.reset(stream);
          desks?.reset(stream);
        }),
      mayWrite: (mayWrite) => change(() => of.setMayWrite(mayWrite)),
      wanted: ({ wantedSince }) => change(() => of.setWantedSince(wantedSince)),
    };
  }

  /** A bug of ours in one message must be said, and must not end the feed. */
  function guarded(apply: () => void): void {
    try {
      apply();
    } catch (error) {
      post({ type: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }

  function connect(settings: FeedSettings): void {
    void feed?.close();
    const next = new Picture(settings, () => io.now());
    const isFirst = picture === null;
    if (picture !== null) {
      next.watch(picture.watched);
      next.watchTasks(picture.watchedTasks);
    }
    if (picture?.isPaused === true) next.setPaused(true, io.now());
    picture = next;
    if (isFirst) waitForFirstLook(FIRST_LOOK_MS);
    feed = open(settings, sinkOf(next), { ...io, presentShown: () => present.shown, paceMs: () => paceMs });
    dropDesks();
    alarms.stop();
    void present.shown.then(() => {
      if (next !== picture) return;
      void desksNow();
      alarms.start(next);
    });
    changed();
  }

  function dropDesks(): void {
    desks = null;
    fetchingDesks = null;
  }

  /** Null: there is no feed that they could ask. */
  function desksNow(): Promise<Desks> | null {
    if (feed === null || picture === null) return null;
    fetchingDesks ??= fetchDesks(picture.settings, feed);
    return fetchingDesks;
  }

  function fetchDesks(settings: FeedSettings, of: Feed): Promise<Desks> {
    const fetching = import("./asked/desks.ts").then(
      (module) => new module.Desks(settings, io, () => (of === feed ? of.session() : null)),
    );
    // Where it cannot be fetched, each question to it says so.
    void fetching.then(
      (made) => {
        if (fetching === fetchingDesks) desks = made;
      },
      () => undefined,
    );
    return fetching;
  }

  return {
    receive(message) {
      switch (message.type) {
        case "connect":
          connect(message.settings);
          return;
        case "ack":
          flush.acknowledged(message.tick);
          present.noteShown();
          return;
        case "watch":
          picture?.watch(message);
          changed();
          return;
        case "pause":
          picture?.setPaused(message.paused, io.now());
          changed();
          return;
        case "pace":
          flush.setPace(message.everyMs);
          // Read twice for each look: what is seen is half a look old at most, and nobody is told to be behind.
          paceMs = (message.everyMs ?? 0) / 2;
          return;
        case "retry-now":
          feed?.retryNow();
          return;
        case "watch-tasks":
          picture?.watchTasks(message);
          changed();
          return;
        case "alarm-care":
          alarms.setCare(message.care);
          return;
        case "alarm-settings":
          alarms.setSettings(message.settings);
          return;
        case "are-you-there":
          post({ type: "here" });
          return;
        case "ask":
          guarded(() => answerTo(message.id, message.request));
          return;
        default:
          unreachable(message);
      }
    },
    async close() {
      io.clearTimer(ticker);
      if (firstLook !== null) io.clearTimer(firstLook);
      flush.close();
      alarms.stop();
      picture = null;
      dropDesks();
      await feed?.close();
    },
  };

  function answerTo(id: number, request: AskRequest): void {
    if (picture === null || feed === null) {
      post({ type: "answer", id, answer: { ok: false, error: "not connected yet" } });
    } else if (request.kind === "alarm-try") {
      void answerLater(id, alarms.tryRule(request));
    } else if (request.kind === "stored-message") {
      // The connection may be lost meanwhile: then that is the answer.
      void feed.storedMessage(request.stream, request.seq).then((value) => postStored(id, value));
    } else if (
      isAboutReports(request) ||
      isAboutMessages(request) ||
      isAboutServers(request) ||
      isAboutStreams(request)
    ) {
      void answerLater(
        id,
        desksNow()?.then((made) => made.answer(request)),
      );
    } else {
      post({
        type: "answer",
        id,
        answer: answer(picture.fleet, picture.sourceList(), picture.judgedAt(io.now()), request),
      });
    }
  }

  /** What a server is asked for comes later; that it fails is an answer as well, so only a bug of ours rejects. */
  async function answerLater(id: number, asked: Promise<AskAnswers[AskRequest["kind"]]> | undefined): Promise<void> {
    try {
      const value = await asked;
      if (value !== undefined) post({ type: "answer", id, answer: { ok: true, value } });
    } catch (error) {
      post({
        type: "answer",
        id,
        answer: { ok: false, error: error instanceof Error ? error.message : String(error) },
      });
      guarded(() => {
        throw error;
      });
    }
  }

  function postStored(id: number, value: StoredMessageAnswer): void {
    post({ type: "answer", id, answer: { ok: true, value } });
  }
}
