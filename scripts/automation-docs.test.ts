import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { snapshotSchema, VIEW_STATES } from "../e2e/snapshot-schema.ts";
import { SERVER_FINDING_CODES } from "#model/server/server-finding-codes.ts";
import { STREAM_FINDING_CODES } from "#model/streams/finding.ts";
import { TASK_FINDING_CODES, TASK_STATES } from "#model/tasks/task.ts";

const docs = await readFile(new URL("../docs/automation.md", import.meta.url), "utf8");
const agentTypes = await readFile(new URL("../src/model/agent.ts", import.meta.url), "utf8");

/** The words in backticks of a table's first column, under the heading given. */
function firstColumn(heading: string): string[] {
  const section = docs.split(`${heading}\n`)[1]?.split(/\n#+ /u)[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => /^\| `(?<code>[^`]+)`/u.exec(row)?.groups?.["code"] ?? "");
}

/** The members of a union of string literals, as the source has them: a type leaves nothing to look at when it runs. */
function unionMembers(source: string, name: string): string[] {
  const body = new RegExp(`export type ${name} =(?<body>[^;]+);`, "u").exec(source)?.groups?.["body"] ?? "";
  return [...body.matchAll(/"(?<member>[^"]+)"/gu)].map(({ groups }) => groups?.["member"] ?? "");
}

describe("docs/automation.md", () => {
  it("lists every finding of an agent, and no other", () => {
    const codes = unionMembers(agentTypes, "AgentFindingCode");
    expect(codes.length).toBeGreaterThan(5);
    expect(firstColumn("### `agents[].findings`").toSorted()).toEqual(codes.toSorted());
  });

  it("lists every finding of a task in its order, and every state", () => {
    expect(firstColumn("### `tasks.items[].findings`")).toEqual([...TASK_FINDING_CODES]);
    expect(firstColumn("### `tasks.items[].state`")).toEqual([...TASK_STATES]);
    const { options } = snapshotSchema.entries.tasks.entries.items.item.entries.state;
    expect([...options]).toEqual([...TASK_STATES]);
  });

  it("lists every finding of a stream in its order", () => {
    expect(firstColumn("### `streams[].findings`")).toEqual([...STREAM_FINDING_CODES]);
  });

  it("lists every finding of a server in its order", () => {
    expect(firstColumn("### Findings of a server")).toEqual([...SERVER_FINDING_CODES]);
  });

  it("lists every liveness", () => {
    const { options } = snapshotSchema.entries.agents.item.entries.liveness;
    expect(firstColumn("### `agents[].liveness`")).toEqual([...options]);
  });

  it("lists every state of a part", () => {
    const { options } = snapshotSchema.entries.parts.entries.agents.entries.state;
    expect(firstColumn("### `parts.<part>.state`")).toEqual([...options]);
  });

  it("explains every state of the view", () => {
    const row = docs.split("\n").find((line) => line.startsWith("| `data-view`")) ?? "";
    const explained = [...row.matchAll(/`(?<state>[a-z]+)`/gu)].map(({ groups }) => groups?.["state"]);
    expect(explained).toEqual([...VIEW_STATES]);
  });

  it("names every field of an agent and of the view", () => {
    const row = docs.split("\n").find((line) => line.startsWith("| `agents[]`")) ?? "";
    for (const field of Object.keys(snapshotSchema.entries.agents.item.entries)) expect(row).toContain(`\`${field}\``);
    for (const field of Object.keys(snapshotSchema.entries.view.entries)) expect(docs).toContain(`\`view.${field}\``);
  });
});
