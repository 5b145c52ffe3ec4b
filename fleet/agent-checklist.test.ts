import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { decode } from "#contract/decode.ts";

/** The wire examples of docs/agent-checklist.md, in their order, with the subject that the text names. */
const EXAMPLES = [
  [
    "mjwork.heartbeat.Doc-Brown",
    { family: "heartbeat", beat: { status: "busy", current_task: "42", heartbeat_interval: 30 } },
  ],
  [
    "mjwork.coordination",
    { family: "message", message: { agent: "Doc-Brown", registration: { heartbeat_interval: 30 } } },
  ],
  [
    "mjwork.tasks.claimed",
    { family: "task", task: { taskId: "42", status: "claimed", owner: "Doc-Brown", priority: "high" } },
  ],
  [
    "agog.deliverables.roy.backend.customer-search",
    { family: "deliverable", deliverable: { shape: "markdown", feature: "customer-search" } },
  ],
] as const;

test("the agent checklist's examples are what the contract reads", async () => {
  const page = await readFile(new URL("../docs/agent-checklist.md", import.meta.url), "utf8");
  const bodies = [...page.matchAll(/```json\n(.*?)```/gsu)].map(([, body]) => body ?? "");
  expect(bodies).toHaveLength(EXAMPLES.length);
  const read = bodies.map((body, i) => decode(EXAMPLES[i]?.[0] ?? "", new TextEncoder().encode(body)));
  expect(read).toMatchObject(EXAMPLES.map(([, value]) => ({ ok: true, value })));
});
