/** Facts of a server in words. */
import type { AskFailure } from "../asked/ask-failure.ts";
import type { ServerFacts } from "./server-facts.ts";

/** What a person calls it: its name, else its address where that is one, else the first letters of its id. */
export function serverName({ name, id, address }: Pick<ServerFacts, "name" | "id" | "address">): string {
  if (name !== id) return name;
  return /^(0\.0\.0\.0|\[?::\]?|):/u.test(address) ? shortId(id) : address;
}

/** 0..1 of all its cores; null where it does not tell. */
export function cpuShare({ cpuPercent, cores }: Pick<ServerFacts, "cpuPercent" | "cores">): number | null {
  return cpuPercent === null || cores === null || cores === 0 ? null : cpuPercent / 100 / cores;
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
