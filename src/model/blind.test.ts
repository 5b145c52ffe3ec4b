import { expect, test } from "vitest";
import { blindBecause } from "./blind.ts";
import type { SourceState } from "./source-state.ts";

function source(subject: string, phase: SourceState["phase"]): SourceState {
  return {
    name: subject,
    stream: null,
    subjects: [subject],
    past: "none",
    live: "plain",
    phase,
    completeSince: null,
    behind: null,
    advice: null,
    tasksPast: "whole",
    agentsKnown: true,
    restarts: 0,
    firstSeq: null,
    lastSeq: null,
  };
}

const FORBIDDEN = { state: "failed", reason: "forbidden", detail: "may not subscribe to mjwork.>" } as const;
const COMPLETE = { state: "complete" } as const;

test("blind only when whatever could bring a beat has failed", () => {
  const refused = source("mjwork.>", FORBIDDEN);
  expect(blindBecause([refused], "mjwork")).toBe("may not subscribe to mjwork.>");
  expect(blindBecause([refused, source("agog.deliverables.>", COMPLETE)], "mjwork")).toBe(FORBIDDEN.detail);
  expect(blindBecause([refused, source("mjwork.heartbeat.*", COMPLETE)], "mjwork")).toBeNull();
  expect(blindBecause([source("agog.deliverables.>", FORBIDDEN)], "mjwork")).toBeNull();
  expect(blindBecause([], "mjwork")).toBeNull();
});
