import {
  agentPath,
  agentsPath,
  channelPath,
  connectionPath,
  consumersPath,
  serversPath,
  streamPath,
  streamsPath,
  taskPath,
  tasksPath,
} from "../../paths.ts";
import type { AlarmLink } from "#model/alarms/alarm.ts";

/** The list or page that an alarm is about. */
export function alarmHref(link: AlarmLink): string {
  switch (link.kind) {
    case "agent":
      return agentPath(link.id);
    case "agents":
      return agentsPath(link.standing);
    case "task":
      return taskPath(link.id);
    case "tasks":
      return link.state === "stuck" ? tasksPath({ finding: "any" }) : tasksPath({ state: link.state });
    case "messages":
      return channelPath(link.channel);
    case "stream":
      return streamPath(link.name);
    case "streams":
      return streamsPath({ show: "attention" });
    case "consumer":
      return consumersPath({ stream: link.stream });
    case "consumers":
      return consumersPath();
    case "server":
      return serversPath();
    case "view":
      return connectionPath();
  }
}
