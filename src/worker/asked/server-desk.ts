/**
 * Answers what the page asks about the servers, and remembers from one look to the next what rates, lines and changes are made of. It asks
 * only when it is asked: the page, or an alarm, is what makes it look.
 */
import type { FeedIo } from "../feed.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import { ConnectionsDesk } from "./connections-desk.ts";
import { monitorFigures } from "./monitor-figures.ts";
import { hasFarNeighbours, readGateways, readLeafs, readRoutes, readServer } from "./read-server.ts";
import type { Figure, FigureAnswer, FigureOptions, FigureSource, IsWhole } from "./server-figures.ts";
import { connectionFigures } from "./server-figures.ts";
import type { ServerAnswers, ServerRequest } from "./server-protocol.ts";
import { accountFigures } from "./account-figures.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure, isFinal } from "#model/asked/ask-failure.ts";
import type { LinkFacts, ServerFacts } from "#model/server/server-facts.ts";
import type { AccountFigures, ServerDetail, ServerList } from "#model/server/server-list.ts";
import { judgeServers, linesOf } from "#model/server/server-list.ts";
import type { Roster } from "#model/server/server-roster.ts";
import { EMPTY_ROSTER, nextRoster } from "#model/server/server-roster.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "#model/server/server-thresholds.ts";
import { isSilent } from "#model/server/server-watch.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** Whoever asks within a second of another has the same answer. */
const SHARED_MS = SECOND_MS;

/** Asked beside `VARZ`, and left out where this login may not. */
const FURTHER: readonly { figure: Figure; options: FigureOptions }[] = [
  { figure: "JSZ", options: {} },
  { figure: "HEALTHZ", options: { details: true } },
  { figure: "ROUTEZ", options: {} },
  { figure: "GATEWAYZ", options: {} },
  { figure: "LEAFZ", options: {} },
];

interface Further {
  /** By figure, then by the server's id. */
  told: ReadonlyMap<Figure, ReadonlyMap<string, FigureAnswer>>;
  lacks: AskFailure[];
}

export class ServerDesk {
  readonly #io: FeedIo;
  readonly #session: () => Session | null;
  readonly #monitor: FigureSource | null;
  readonly #connections: ConnectionsDesk;
  #roster: Roster = EMPTY_ROSTER;
  #links: ReadonlyMap<string, readonly LinkFacts[]> | null = null;
  /** What this connection's login may not ask: asking again is no use before the next connection. */
  #refused: { session: Session; figures: Map<string, AskFailure> } | null = null;
  #last: { at: ObserverMs; list: ServerList } | null = null;
  /** Two that ask at the same moment share one answer. */
  #looking: Promise<Result<ServerList, AskFailure>> | null = null;

  constructor({ monitorUrls = [] }: FeedSettings, io: FeedIo, session: () => Session | null) {
    this.#io = io;
    this.#session = session;
    this.#monitor = monitorUrls.length === 0 ? null : monitorFigures(monitorUrls, io);
    this.#connections = new ConnectionsDesk(io, DEFAULT_SERVER_THRESHOLDS);
  }

  connectionChanged(): void {
    this.#last = null;
  }

  /** Rejects for a bug of ours only: what a server does is an answer. */
  async answer(request: ServerRequest): Promise<ServerAnswers[ServerRequest["kind"]]> {
    switch (request.kind) {
      case "servers":
        return this.list();
      case "server":
        return this.#detail(request.key);
      case "connections": {
        const list = await this.list();
        const session = this.#session();
        if (isFailure(list)) return list;
        if (session === null) return notConnected();
        const source = this.#sourceOf(session, list.source);
        return this.#connections.list(request.query, request.rows, source, this.#servers(list, session));
      }
      case "connection-rows":
        return this.#connections.rows(request.keys);
    }
  }

  /** All servers, with what was made of them. */
  async list(): Promise<ServerList | AskFailure> {
    if (this.#last !== null && this.#io.now() - this.#last.at < SHARED_MS) return this.#last.list;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    const looked = await this.#looking;
    return looked.ok ? looked.value : looked.error;
  }

  async #detail(key: string): Promise<ServerDetail | AskFailure> {
    const list = await this.list();
    if (isFailure(list)) return list;
    const row = list.servers.find((one) => one.key === key);
    const known = this.#roster.servers.find((one) => one.key === key);
    if (row === undefined || known === undefined) {
      const [why] = list.missing;
      if (list.source === "account" && why !== undefined) return why;
      return { state: "failed", why: "gone", subject: key, detail: null };
    }
    return {
      source: list.source,
      lacks: list.lacks,
      row,
      clusterFindings: list.clusterFindings.flatMap(({ cluster, finding }) =>
        cluster === row.facts.cluster ? [finding] : [],
      ),
      lines: linesOf(known),
      links: this.#links === null ? null : (this.#links.get(key) ?? []),
      otherServers: list.servers.length - 1,
    };
  }

  /** By the system account, else by the monitors, else what the servers tell this login of its own account. */
  async #look(): Promise<Result<ServerList, AskFailure>> {
    const session = this.#session();
    if (session === null) return fail(notConnected());
    const missing: AskFailure[] = [];
    const system = connectionFigures(session, this.#io, "system");
    const varz = await this.#ask(session, system, "VARZ", {}, this.#isWhole());
    if (varz.ok) return ok(await this.#take(session, system, varz.value, missing));
    // A server that is slow to answer has the figures; it is asked again.
    if (!isFinal(varz.error)) return fail(varz.error);
    missing.push(varz.error);
    if (this.#monitor !== null) {
      const monitored = await this.#monitor.ask("VARZ", {}, () => false);
      if (monitored.ok) return ok(await this.#take(session, this.#monitor, monitored.value, missing));
      missing.push(monitored.error);
    }
    const account = connectionFigures(session, this.#io, "account");
    const statz = await this.#ask(session, account, "STATZ", {}, () => session.server.cluster === null);
    if (!statz.ok && !isFinal(statz.error)) return fail(statz.error);
    if (!statz.ok) missing.push(statz.error);
    return ok(this.#keep("account", [], missing, [], statz.ok ? accountFigures(statz.value) : []));
  }

  async #take(
    session: Session,
    source: FigureSource,
    varz: readonly FigureAnswer[],
    missing: readonly AskFailure[],
  ): Promise<ServerList> {
    const { told, lacks } = await this.#further(session, source, varz);
    const figure = (name: Figure, from: string) => told.get(name)?.get(from)?.data ?? null;
    const facts: ServerFacts[] = [];
    const seen = new Set<string>();
    const from = new Map<string, string>();
    for (const answer of varz) {
      const read = readServer(answer.data, figure("JSZ", answer.from), figure("HEALTHZ", answer.from));
      // Two monitor addresses may be of the same server.
      if (read === null || seen.has(read.id)) continue;
      seen.add(read.id);
      from.set(read.id, answer.from);
      facts.push(read);
    }
    const before = this.#roster;
    this.#roster = nextRoster(before, facts, this.#io.now());
    this.#links = told.size === 0 ? null : this.#linksOf(from, figure);
    return this.#keep(source.kind, lacks, missing, this.#roster.servers.length === 0 ? [] : facts, []);
  }

  #keep(
    source: ServerList["source"],
    lacks: readonly AskFailure[],
    missing: readonly AskFailure[],
    facts: readonly ServerFacts[],
    accounts: readonly AccountFigures[],
  ): ServerList {
    const now = this.#io.now();
    const ownId = this.#session()?.nc.info?.server_id ?? null;
    const judged =
      facts.length === 0
        ? { rows: [], clusterFindings: [] }
        : judgeServers({ roster: this.#roster, links: this.#links, ownId, now }, DEFAULT_SERVER_THRESHOLDS);
    const list: ServerList = {
      source,
      missing,
      lacks,
      servers: judged.rows,
      clusterFindings: judged.clusterFindings,
      accounts,
    };
    this.#last = { at: now, list };
    return list;
  }

  #linksOf(
    from: ReadonlyMap<string, string>,
    figure: (name: Figure, from: string) => FigureAnswer["data"] | null,
  ): ReadonlyMap<string, readonly LinkFacts[]> {
    const names = new Map(this.#roster.servers.map(({ facts }) => [facts.id, facts.name]));
    const nameOf = (id: string): string | null => names.get(id) ?? null;
    const links = new Map<string, readonly LinkFacts[]>();
    for (const { key, facts } of this.#roster.servers) {
      const origin = from.get(facts.id);
      if (origin === undefined) continue;
      const [routez, gatewayz, leafz] = [figure("ROUTEZ", origin), figure("GATEWAYZ", origin), figure("LEAFZ", origin)];
      links.set(key, [
        ...(routez === null ? [] : readRoutes(routez, nameOf)),
        ...(gatewayz === null ? [] : readGateways(gatewayz)),
        ...(leafz === null ? [] : readLeafs(leafz)),
      ]);
    }
    return links;
  }

  async #further(session: Session, source: FigureSource, varz: readonly FigureAnswer[]): Promise<Further> {
    const expected = new Set(varz.map(({ from }) => from));
    const isWhole: IsWhole = (answers) => answers.length >= expected.size;
    const asked = await Promise.all(
      FURTHER.map(async ({ figure, options }) => ({
        figure,
        answer: await this.#ask(session, source, figure, options, isWhole),
      })),
    );
    const told = new Map<Figure, ReadonlyMap<string, FigureAnswer>>();
    const lacks: AskFailure[] = [];
    for (const { figure, answer } of asked) {
      if (answer.ok) told.set(figure, new Map(answer.value.map((one) => [one.from, one])));
      else lacks.push(answer.error);
    }
    return { told, lacks };
  }

  async #ask(
    session: Session,
    source: FigureSource,
    figure: Figure,
    options: FigureOptions,
    isWhole: IsWhole,
  ): Promise<Result<FigureAnswer[], AskFailure>> {
    if (this.#refused?.session !== session) this.#refused = { session, figures: new Map() };
    const { figures } = this.#refused;
    const key = `${source.kind} ${figure}`;
    const before = figures.get(key);
    if (before !== undefined) return fail(before);
    const answer = await source.ask(figure, options, isWhole);
    if (!answer.ok && isFinal(answer.error)) figures.set(key, answer.error);
    return answer;
  }

  /** All that are known have answered, and as many as the servers themselves say there are. */
  #isWhole(): IsWhole {
    const expected = this.#roster.servers.filter(({ watch }) => !isSilent(watch)).map(({ facts }) => facts.id);
    return (answers) => {
      const came = new Set(answers.map(({ from }) => from));
      if (expected.some((id) => !came.has(id))) return false;
      if (answers.some(({ data }) => hasFarNeighbours(data))) return false;
      const said = Math.max(...answers.map(({ data }) => (data.number("remotes") ?? 0) + 1));
      return answers.length >= said;
    };
  }

  #sourceOf(session: Session, kind: ServerList["source"]): FigureSource {
    return kind === "monitor" && this.#monitor !== null
      ? this.#monitor
      : connectionFigures(session, this.#io, kind === "account" ? "account" : "system");
  }

  /** The servers' keys and names by what their answers call them. */
  #servers({ source, servers, accounts }: ServerList, session: Session) {
    const own = { id: session.nc.info?.server_id ?? null, cid: session.nc.info?.client_id ?? null };
    const known =
      source === "account"
        ? accounts.map(({ serverId, serverName }) => ({ id: serverId, key: serverName, name: serverName }))
        : servers.flatMap(({ key, facts, silentSince }) =>
            silentSince === null ? [{ id: facts.id, key, name: facts.name }] : [],
          );
    return { known, own };
  }
}

function notConnected(): AskFailure {
  return { state: "failed", why: "not-connected", subject: "$SYS.REQ.SERVER.PING.VARZ", detail: null };
}
