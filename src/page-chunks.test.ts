import { expect, test } from "vitest";
import { routesOf } from "./page-chunks.ts";
import {
  agentPath,
  agentsPath,
  channelPath,
  channelsPath,
  connectionPath,
  consumersPath,
  deliverablesPath,
  featurePath,
  messagesPath,
  overviewPath,
  reportPath,
  streamMessagesPath,
  streamPath,
  streamsPath,
  taskPath,
  tasksPath,
} from "./paths.ts";

/** As the entry takes it from the address. */
function pathOf(link: string): string {
  return link.slice(1).replace(/\?.*/u, "");
}

test("every link leads to a page whose chunk is fetched early", () => {
  const links = [
    overviewPath(),
    agentsPath("late"),
    agentPath("a/b?c#d"),
    tasksPath({ state: "open" }),
    taskPath("42"),
    channelsPath(),
    channelPath("errors"),
    deliverablesPath(),
    featurePath("a.b/c"),
    reportPath({ feature: "a.b/c", agent: "roy", type: "backend", version: 7 }),
    messagesPath({ tail: "mjwork.>" }),
    streamMessagesPath("événements-日本", { open: 7 }),
    streamsPath(),
    streamPath("événements-日本", { message: 7 }),
    consumersPath({ stream: "orders" }),
    connectionPath(),
  ];
  expect(links.map((link) => routesOf(pathOf(link)))).toEqual([
    ["/"],
    ["/agents"],
    // It opens beside the list.
    ["/agents", "/agents/$id"],
    ["/tasks"],
    ["/tasks/$id"],
    ["/channels"],
    ["/channels/$name"],
    ["/deliverables"],
    ["/deliverables/$feature"],
    ["/deliverables/$feature/$report"],
    ["/messages"],
    ["/messages/$stream"],
    ["/streams"],
    ["/streams/$name"],
    ["/consumers"],
    ["/connection"],
  ]);
});

test("an address that leads nowhere fetches nothing", () => {
  expect(["/nowhere", "/tasks/1/2/3", "/streams/", ""].flatMap((path) => routesOf(path))).toEqual([]);
});
