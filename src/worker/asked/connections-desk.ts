/** The clients of the servers, page by page: a server gives 1,024 at a time at most, and the page is given the rows in view. */
import type { FeedIo } from "../feed.ts";
import { readConnections } from "./read-connections.ts";
import type { FigureAnswer, FigureSource } from "./server-figures.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ConnectionList, ConnectionQuery, ConnectionRow } from "#model/server/connection-list.ts";
import { listConnections } from "#model/server/connection-list.ts";
import type { ServerThresholds } from "#model/server/server-thresholds.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

const PAGE = 1024;
/** Further ones are counted, not held. */
const MOST_HELD = 50_000;
/** Another order or another search of the same connections needs no new answer. */
const FRESH_MS = 2 * SECOND_MS;
const CLOSED_STATE = { system: 1, account: 1, monitor: "closed" } as const;

export interface AskedServers {
  known: readonly { id: string; key: string; name: string }[];
  /** This page's own connection. */
  own: { id: string | null; cid: number | null };
}

interface Held {
  scope: string;
  at: ObserverMs;
  rows: ReadonlyMap<string, ConnectionRow>;
  total: number;
  missing: AskFailure | null;
}

export class ConnectionsDesk {
  readonly #io: FeedIo;
  readonly #thresholds: ServerThresholds;
  #held: Held | null = null;

  constructor(io: FeedIo, thresholds: ServerThresholds) {
    this.#io = io;
    this.#thresholds = thresholds;
  }

  async list(
    query: ConnectionQuery,
    rows: number,
    source: FigureSource,
    servers: AskedServers,
  ): Promise<ConnectionList | AskFailure> {
    const scope = `${source.kind} ${query.show === "closed" ? "closed" : "open"} ${query.server ?? ""}`;
    if (this.#held?.scope !== scope || this.#io.now() - this.#held.at > FRESH_MS) {
      const held = await this.#read(query, source, servers);
      if ("state" in held) return held;
      this.#held = { scope, at: this.#io.now(), ...held };
    }
    const { rows: all, total, missing } = this.#held;
    const held = [...all.values()];
    const shown = listConnections(held, query);
    return {
      source: source.kind,
      ids: shown.map(({ key }) => key),
      rows: shown.slice(0, rows),
      held: held.length,
      total: Math.max(total, held.length),
      troubled: held.filter(({ trouble }) => trouble !== null).length,
      missing,
    };
  }

  /** From memory; those that are not held are left out. */
  rows(keys: readonly string[]): ConnectionRow[] {
    return keys.flatMap((key) => this.#held?.rows.get(key) ?? []);
  }

  async #read(
    { server, show }: ConnectionQuery,
    source: FigureSource,
    { known, own }: AskedServers,
  ): Promise<Omit<Held, "scope" | "at"> | AskFailure> {
    const wanted = known.filter(({ key }) => server === null || key === server);
    const keys = new Map(wanted.map(({ id, key }) => [id, key]));
    const only = server === null ? null : (wanted[0]?.name ?? null);
    const rows = new Map<string, ConnectionRow>();
    const totals = new Map<string, number>();
    let missing: AskFailure | null = null;
    let waited = keys.size;
    for (let offset = 0; waited > 0 && rows.size < MOST_HELD; offset += PAGE) {
      const expected = waited;
      const page = await source.ask(
        "CONNZ",
        {
          auth: source.kind === "monitor" ? 1 : true,
          limit: PAGE,
          offset,
          ...(show === "closed" ? { state: CLOSED_STATE[source.kind] } : {}),
          // Servers whose names hold this one answer as well: they are left out below.
          ...(only === null || source.kind === "monitor" ? {} : { server_name: only }),
        },
        (answers) => answers.filter((answer) => keys.has(idOf(answer)) && hasMore(answer, offset)).length >= expected,
      );
      if (!page.ok) {
        if (offset === 0) return page.error;
        missing = page.error;
        break;
      }
      waited = 0;
      for (const answer of page.value) {
        const [id, total] = [idOf(answer), answer.data.number("total") ?? 0];
        const key = keys.get(id);
        if (key === undefined) continue;
        totals.set(id, total);
        if (offset + PAGE < total) waited += 1;
        for (const row of readConnections(answer.data, key, id === own.id ? own.cid : null, this.#thresholds)) {
          if (rows.size < MOST_HELD) rows.set(row.key, row);
        }
      }
    }
    return { rows, missing, total: [...totals.values()].reduce((sum, total) => sum + total, 0) };
  }
}

function idOf({ data, from }: FigureAnswer): string {
  return data.text("server_id") ?? from;
}

/** A server that has no such page any more answers it nevertheless, with nothing in it. */
function hasMore({ data }: FigureAnswer, offset: number): boolean {
  return offset === 0 || (data.number("total") ?? 0) > offset;
}
