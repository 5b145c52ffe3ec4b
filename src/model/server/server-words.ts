/** Facts of a server in words. */
import type { AskFailure } from "../asked/ask-failure.ts";
import type { ServerFacts } from "./server-facts.ts";

/** A server that was given no name is called by its id, of which the first letters tell enough. */
export function serverName({ name, id }: Pick<ServerFacts, "name" | "id">): string {
  return name === id ? shortId(id) : name;
}

export function shortId(id: string): string {
  return /^[A-Z0-9]{56}$/u.test(id) ? `${id.slice(0, 8)}…` : id;
}

/** What its version does not tell; empty where it tells all. */
export function untold({ slowConsumersBy, staleConnections, stalledClients }: ServerFacts): string[] {
  return [
    ...(slowConsumersBy === null ? ["slow consumers by kind"] : []),
    ...(staleConnections === null ? ["stale connections"] : []),
    ...(stalledClients === null ? ["publishers held back"] : []),
  ];
}

const FIGURE_WORDS: Readonly<Record<string, string>> = {
  JSZ: "the number of streams and consumers",
  HEALTHZ: "its health",
  ROUTEZ: "routes",
  GATEWAYZ: "gateways",
  LEAFZ: "leaf nodes",
  CONNZ: "connections",
};

/** "routes, gateways": what is not shown because this login may not ask it. */
export function lackWords(lacks: readonly AskFailure[]): string {
  return lacks.map(({ subject }) => FIGURE_WORDS[subject.split(".").at(-1) ?? ""] ?? subject).join(", ");
}
