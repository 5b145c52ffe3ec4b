import { expect, test } from "vitest";
import { fullestFirst } from "./fullest-first.ts";
import type { BrokerFinding } from "#model/streams/finding.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";
import { streamRow } from "#model/streams/stream-list.ts";
import { NOW, streamOf } from "#model/streams/stream-fixtures.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";

function rowOf(name: string, messages: number, findings: readonly BrokerFinding[] = []): StreamRow {
  return { ...streamRow(streamOf({ name, state: { messages, bytes: 0 } }), null, NOW, DEFAULT_THRESHOLDS), findings };
}

test("who needs someone comes first, then the fullest, then by name", () => {
  const critical: BrokerFinding = {
    code: "no-answer",
    severity: "critical",
    sentence: "It does not answer.",
    remedy: "",
  };
  const rows = [rowOf("b", 10), rowOf("full", 900), rowOf("gone", 0, [critical]), rowOf("a", 10)];
  expect(fullestFirst(rows).map(({ facts }) => facts.name)).toEqual(["gone", "full", "a", "b"]);
});
