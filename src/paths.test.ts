import { expect, test } from "vitest";
import {
  AGENT_FILTERS,
  agentPath,
  agentsPath,
  connectionPath,
  overviewPath,
  readOnlySetupPath,
  taskPath,
  tasksPath,
} from "./paths.ts";

test("every URL of the page", () => {
  expect([
    overviewPath(),
    agentsPath(),
    ...AGENT_FILTERS.map((state) => agentsPath(state)),
    agentPath("Doc-Brown"),
    agentPath("a/b?c#d%20é🦊"),
    agentPath("__proto__"),
    tasksPath(),
    tasksPath({ state: "open" }),
    tasksPath({ finding: "duplicate-claim" }),
    tasksPath({ owner: "1e5", priority: "", sort: "wait", order: "descending" }),
    taskPath("42"),
    taskPath("a/b?c#d%20é🦊"),
    taskPath("__proto__"),
    connectionPath(),
    readOnlySetupPath(),
  ]).toMatchInlineSnapshot(`
    [
      "#/",
      "#/agents",
      "#/agents?state=on-time",
      "#/agents?state=late",
      "#/agents?state=silent",
      "#/agents?state=gone",
      "#/agents?state=signed-off",
      "#/agents?state=unknown",
      "#/agents?state=needs-approval",
      "#/agents?state=recovering",
      "#/agents?state=flapping",
      "#/agents?state=findings",
      "#/agents/Doc-Brown",
      "#/agents/a%2Fb%3Fc%23d%2520%C3%A9%F0%9F%A6%8A",
      "#/agents/__proto__",
      "#/tasks",
      "#/tasks?state=open",
      "#/tasks?finding=duplicate-claim",
      "#/tasks?owner=%221e5%22&priority=&sort=wait&order=descending",
      "#/tasks/42",
      "#/tasks/a%2Fb%3Fc%23d%2520%C3%A9%F0%9F%A6%8A",
      "#/tasks/__proto__",
      "#/connection",
      "#/connection?show=read-only",
    ]
  `);
});
