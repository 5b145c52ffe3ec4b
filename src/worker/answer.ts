import type { DeliverablesRequest } from "./asked/deliverables-protocol.ts";
import type { MessagesRequest } from "./asked/messages-protocol.ts";
import type { ServerRequest } from "./asked/server-protocol.ts";
import type { StreamsRequest } from "./asked/streams-protocol.ts";
import type { AskAnswers, AskRequest } from "./protocol.ts";
import { registrationOf } from "#model/facts-of.ts";
import { channelHistory, newestOver } from "#model/channels/channel-history.ts";
import type { Fleet } from "#model/fleet-state.ts";
import type { SourceState } from "#model/source-state.ts";
import { comparePlaces } from "#model/newest.ts";
import { stripOf } from "#model/strip-of.ts";
import { malformedOf } from "#model/take-changes.ts";
import { agentTasks, newestTaskEvents } from "#model/tasks/agent-tasks.ts";
import { listTaskRows, listTasks } from "#model/tasks/list-tasks.ts";
import { taskStory } from "#model/tasks/task-story.ts";
import type { EventFacts } from "#model/view.ts";
import type { Result } from "#util/result.ts";
import { ok } from "#util/result.ts";
import type { ServerMs } from "#util/units.ts";

const MAX_LIMIT = 5000;
const TASKS_CHANNEL = "tasks";
const MAX_UNREADABLE = 200;
/** As many as are held at all. */
const MAX_TASKS = 250_000;

/** What is answered from memory; the rest is read from a server. */
export type HeldRequest = Exclude<
  AskRequest,
  | { kind: "stored-message" }
  | { kind: "alarm-try" }
  | DeliverablesRequest
  | MessagesRequest
  | ServerRequest
  | StreamsRequest
>;

/**
 * Answers from what is held; asks nobody.
 * @param now the server's time that ages are told by; null while our own view is lost
 */
export function answer(
  fleet: Fleet,
  sources: readonly SourceState[],
  now: ServerMs | null,
  request: HeldRequest,
): Result<AskAnswers[HeldRequest["kind"]]> {
  switch (request.kind) {
    case "agent-story":
      return ok(agentStory(fleet, request.agent, request.limit));
    case "beats": {
      const strip = stripOf(fleet, request.agent, request.since, sources);
      return ok(
        strip === null
          ? { heldSince: request.since, beatsAt: [], signOffsAt: [] }
          : { heldSince: strip.heldSince, beatsAt: strip.beatsAt, signOffsAt: strip.signOffsAt },
      );
    }
    case "events":
      return ok(newestEvents(fleet, request.channel, request.agent, request.limit));
    case "channel-history":
      return ok(channelHistory(fleet.logs, { ...request.query, limit: Math.min(request.query.limit, MAX_LIMIT) }));
    case "malformed":
      return ok(malformedOf(fleet, MAX_UNREADABLE));
    case "task-list":
      return ok(listTasks(fleet, request.query, Math.min(request.limit, MAX_TASKS), now));
    case "task-rows":
      return ok(listTaskRows(fleet, request.query, Math.min(request.limit, MAX_TASKS), now));
    case "task-story":
      return ok(taskStory(fleet, request.id));
    case "agent-tasks":
      return ok(agentTasks(fleet, request.agent, Math.min(request.limit, MAX_TASKS)));
  }
}

function agentStory(fleet: Fleet, agent: string, limit: number): AskAnswers["agent-story"] {
  const entry = fleet.agents.get(agent) ?? fleet.waiting.get(agent);
  return {
    facts: entry?.facts ?? null,
    events: newestEvents(fleet, null, agent, limit),
    registration: entry === undefined ? null : (registrationOf(entry)?.event ?? null),
  };
}

/** Newest first. Task messages are kept with their tasks and nowhere else. */
function newestEvents(fleet: Fleet, channel: string | null, agent: string | null, limit: number): EventFacts[] {
  const most = Math.min(limit, MAX_LIMIT);
  if (channel === TASKS_CHANNEL) return newestTaskEvents(fleet, agent, most);
  const channels = channel === null ? [...fleet.logs.byName.keys()] : [channel];
  const said = newestOver(channels, fleet.logs, agent, most);
  if (channel !== null) return said;
  return [...said, ...newestTaskEvents(fleet, agent, most)].sort((a, b) => comparePlaces(b, a)).slice(0, most);
}
