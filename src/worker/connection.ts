/**
 * The connection and its own retry loop. Browsers delay WebSocket handshakes of a page with many failed ones by up to
 * 5 s, so after a loss an address is probed by HTTP, and a socket is opened when one answers, or every 15 s regardless.
 */
import type { Connection, Refusal } from "#model/connection.ts";
import type { ObserverMs } from "#util/units.ts";
import type { DialFailure } from "./dial.ts";
import { dial } from "./dial.ts";
import type { FeedIo } from "./feed.ts";
import { PING_EVERY_MS, PingWatch } from "./ping.ts";
import type { FeedSettings } from "./protocol.ts";
import { httpUrlOf, isMixedContent, refusalOf } from "./refusal.ts";
import { Gate, Run, deferred } from "./run.ts";
import type { Session } from "./session.ts";

const PROBE_EVERY_MS = 500;
const PROBE_TIMEOUT_MS = 2_000;
/** A socket is tried at least this often, whatever the probe says. */
const SOCKET_EVERY_MS = 15_000;
const SOCKET_FIRST_WAIT_MS = 1_000;
const AUTHORIZATION_EVERY_MS = 30_000;
/** A server that starts may answer HTTP before it takes sockets: one failure after a loss is no refusal. */
const FAILURES_TO_REFUSE = 2;

export interface ConnectionEvents {
  changed(state: Connection): void;
  /** Called before `changed` says "live". */
  opened(session: Session): void;
  /** Called before `changed` says "lost". */
  lost(): void;
}

interface Address {
  url: string;
  failures: number;
  socketAt: ObserverMs;
  triedAt: ObserverMs;
  refusal: Refusal | null;
}

export class ConnectionLoop {
  readonly #settings: FeedSettings;
  readonly #io: FeedIo;
  readonly #events: ConnectionEvents;
  readonly #addresses: Address[];
  readonly #gate: Gate;
  #session: Session | null = null;
  #closed = false;
  #everOpen = false;
  #attempt = 0;
  #since: ObserverMs;
  #lostReason = "";
  #lastUrl: string;
  #state: Connection["state"] = "connecting";

  constructor(settings: FeedSettings, io: FeedIo, events: ConnectionEvents) {
    this.#settings = settings;
    this.#io = io;
    this.#events = events;
    this.#gate = new Gate(io);
    this.#since = io.now();
    this.#lastUrl = settings.servers[0] ?? "";
    this.#addresses = settings.servers.map((url) => ({
      url,
      failures: 0,
      socketAt: 0,
      triedAt: Number.NEGATIVE_INFINITY,
      refusal: isMixedContent(url, io.pageIsHttps) ? { kind: "mixed-content" } : null,
    }));
  }

  start(): void {
    void this.#loop();
  }

  retryNow(): void {
    for (const address of this.#addresses) address.socketAt = 0;
    this.#gate.open();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#gate.open();
    const nc = this.#session?.nc;
    this.#session?.hangUp("the page closed it");
    await nc?.closed();
  }

  async #loop(): Promise<void> {
    while (!this.#closed) {
      const { session, over } = await this.#dialUntilOpen();
      if (session === null) return;
      this.#session = session;
      if (this.#closed) {
        session.hangUp("the page closed it");
        return;
      }
      this.#everOpen = true;
      this.#lastUrl = session.server.url;
      this.#attempt = 0;
      for (const address of this.#addresses) address.failures = 0;
      this.#events.opened(session);
      this.#say({ state: "live", since: this.#io.now(), server: session.server, rttMs: null });
      const ended = await this.#serve(session, over);
      this.#session = null;
      this.#events.lost();
      if (this.#closed) return;
      this.#lostReason = ended.reason;
      const wait = ended.refusal === null ? 0 : AUTHORIZATION_EVERY_MS;
      this.#sayNotOpen(this.#io.now() + wait, ended.refusal);
      if (ended.refusal !== null) await this.#gate.wait(AUTHORIZATION_EVERY_MS);
    }
  }

  // ---- while there is no connection

  async #dialUntilOpen(): Promise<{ session: Session | null; over: Promise<Ended> | null }> {
    // The first time there is nothing to spare: a socket to each address in order, without asking by HTTP first.
    if (!this.#everOpen) {
      for (const address of this.#usable()) {
        this.#say({
          state: "connecting",
          since: this.#since,
          url: address.url,
          attempt: this.#attempt + 1,
          nextTryAt: null,
        });
        const opened = await this.#dial(address, null);
        if (opened !== null || this.#closed) return opened ?? { session: null, over: null };
      }
    }
    while (!this.#closed) {
      if (this.#usable().length === 0) {
        this.#sayNotOpen(null, { kind: "mixed-content" });
        await this.#gate.wait(null);
        continue;
      }
      const found = await this.#nextAddress();
      if (this.#closed) break;
      if (found !== null) {
        const opened = await this.#dial(found.address, found.answersHttp);
        if (opened !== null) return opened;
      }
      const pause = PROBE_EVERY_MS * (0.75 + Math.random() / 2);
      this.#sayNotOpen(this.#nextTryAt(this.#io.now() + pause), null);
      if (!this.#closed) await this.#gate.wait(pause);
    }
    return { session: null, over: null };
  }

  #usable(): Address[] {
    return this.#addresses.filter((address) => address.refusal?.kind !== "mixed-content");
  }

  /** Probes all addresses; the first that answers and whose time has come, or one that was not tried for long. */
  async #nextAddress(): Promise<{ address: Address; answersHttp: boolean } | null> {
    const due = this.#usable().filter((address) => address.socketAt <= this.#io.now());
    if (due.length === 0) return null;
    this.#attempt += 1;
    const answering = await this.#firstAnswering(due);
    if (answering !== null) return { address: answering, answersHttp: true };
    const now = this.#io.now();
    const longAgo = due.find((address) => now - address.triedAt >= SOCKET_EVERY_MS);
    return longAgo === undefined ? null : { address: longAgo, answersHttp: false };
  }

  async #firstAnswering(addresses: readonly Address[]): Promise<Address | null> {
    try {
      return await Promise.any(
        addresses.map(async (address) => {
          if (!(await this.#probe(address.url))) throw new Error("no answer");
          return address;
        }),
      );
    } catch {
      return null;
    }
  }

  async #probe(url: string): Promise<boolean> {
    const patience = new AbortController();
    const timer = this.#io.setTimer(() => patience.abort(), PROBE_TIMEOUT_MS);
    try {
      return await this.#io.probe(httpUrlOf(url), patience.signal);
    } finally {
      this.#io.clearTimer(timer);
    }
  }

  async #dial(
    address: Address,
    answersHttp: boolean | null,
  ): Promise<{ session: Session; over: Promise<Ended> } | null> {
    const over = deferred<Ended>();
    if (answersHttp === null) this.#attempt += 1;
    address.triedAt = this.#io.now();
    const opened = await dial(address.url, this.#settings, this.#io, {
      closed: (reason) => over.resolve({ reason, refusal: null }),
      inboxRefused: (subject) => over.resolve({ reason: "", refusal: { kind: "permissions", subject } }),
    });
    if (opened.ok) {
      address.refusal = null;
      return { session: opened.value, over: over.promise };
    }
    await this.#noteFailure(address, opened.error, answersHttp);
    return null;
  }

  async #noteFailure(address: Address, failure: DialFailure, answersHttp: boolean | null): Promise<void> {
    address.failures += 1;
    const answers = answersHttp ?? (await this.#probe(address.url));
    address.refusal = refusalOf(failure.code, answers);
    if (address.refusal.kind === "unexplained" && !answers && (await this.#io.localNetworkDenied?.()) === true) {
      address.refusal = { kind: "local-network-access" };
    }
    const wait =
      address.refusal.kind === "authorization"
        ? AUTHORIZATION_EVERY_MS
        : answers
          ? Math.min(SOCKET_FIRST_WAIT_MS * 2 ** (address.failures - 1), SOCKET_EVERY_MS)
          : 0;
    address.socketAt = this.#io.now() + wait;
  }

  #nextTryAt(roundAt: ObserverMs): ObserverMs {
    return Math.max(roundAt, Math.min(...this.#usable().map((address) => address.socketAt)));
  }

  /** What we are while there is no connection: refused if somebody there said so, lost if there ever was one. */
  #sayNotOpen(nextTryAt: ObserverMs | null, refusal: Refusal | null): void {
    const refusing = this.#refusing();
    const url = refusing?.url ?? this.#lastUrl;
    const why = refusal ?? refusing?.refusal ?? null;
    const common = { since: this.#since, url, attempt: this.#attempt, nextTryAt };
    if (why !== null) this.#say({ state: "refused", ...common, refusal: why });
    else if (this.#everOpen) this.#say({ state: "lost", ...common, reason: this.#lostReason });
    else this.#say({ state: "connecting", ...common });
  }

  /** The address whose refusal says most: a wrong login before an answer that is no NATS, before silence. */
  #refusing(): Address | null {
    const weight = (address: Address): number => {
      const { refusal } = address;
      if (refusal === null) return 0;
      if (refusal.kind === "authorization") return 4;
      if (refusal.kind !== "unexplained") return 1;
      if (refusal.answersHttp) return address.failures >= (this.#everOpen ? FAILURES_TO_REFUSE : 1) ? 3 : 0;
      return this.#everOpen ? 0 : 2;
    };
    const heaviest = [...this.#addresses].sort((a, b) => weight(b) - weight(a))[0];
    return heaviest !== undefined && weight(heaviest) > 0 ? heaviest : null;
  }

  // ---- while there is one

  async #serve(session: Session, over: Promise<Ended> | null): Promise<Ended> {
    const run = new Run(this.#io);
    void this.#ping(run, session);
    const ended = (await over) ?? { reason: "", refusal: null };
    run.end();
    session.hangUp(ended.reason);
    return ended;
  }

  async #ping(run: Run, session: Session): Promise<void> {
    const watch = new PingWatch(this.#io.now());
    const liveSince = this.#io.now();
    let rttMs: number | null = null;
    let received = session.nc.stats().inMsgs;
    while (run.alive) {
      const sentAt = this.#io.now();
      void session.nc.flush().then(
        () => {
          if (!run.alive) return;
          const now = this.#io.now();
          watch.heard(now);
          rttMs = now - sentAt;
          this.#say({ state: "live", since: liveSince, server: session.server, rttMs });
        },
        () => undefined,
      );
      await run.sleep(PING_EVERY_MS);
      if (!run.alive) return;
      const now = this.#io.now();
      const inMsgs = session.nc.stats().inMsgs;
      if (inMsgs !== received) watch.heard(now);
      received = inMsgs;
      const link = watch.tick(now);
      if (link.state === "dead") session.hangUp("the server no longer answers");
      else if (link.state === "silent") this.#say({ state: "stale", since: link.since, server: session.server });
    }
  }

  #say(state: Connection): void {
    if (this.#closed) return;
    if (state.state !== this.#state) {
      this.#state = state.state;
      this.#since = state.state === "stale" ? state.since : this.#io.now();
    }
    this.#events.changed({ ...state, since: this.#since });
  }
}

interface Ended {
  reason: string;
  refusal: Refusal | null;
}
