/** Every URL of the page is built here: a link is never a template string elsewhere. Hash routes, so any static host serves them. */

import type { FeatureFilter, FeatureSort } from "#model/deliverables/list-features.ts";
import type { ConsumerVerdictName } from "#model/streams/consumer-verdict.ts";
import type { TaskFindingCode } from "#model/tasks/task.ts";
import { TASK_STATES } from "#model/tasks/task.ts";
import type { TaskSort } from "#model/tasks/task-query.ts";

/** What the Agents list can be narrowed to; the words that stand in the URL. */
export const AGENT_FILTERS = [
  "on-time",
  "late",
  "silent",
  "gone",
  "signed-off",
  "unknown",
  "needs-approval",
  "recovering",
  "flapping",
  "findings",
] as const;

export type AgentFilter = (typeof AGENT_FILTERS)[number];

export function overviewPath(): string {
  return "#/";
}

/** @param state only agents in this state; all when left out */
export function agentsPath(state?: AgentFilter): string {
  return state === undefined ? "#/agents" : `#/agents?state=${state}`;
}

/** @param id any subject token: it may hold whatever a URL may not */
export function agentPath(id: string): string {
  return `#/agents/${encodeURIComponent(id)}`;
}

export const ALARMS_ROUTE = "/alarms";

/** @param show what happened, or what is judged and at what figure; what stands now when left out */
export function alarmsPath(show?: "history" | "rules"): string {
  return show === undefined ? `#${ALARMS_ROUTE}` : `#${ALARMS_ROUTE}?show=${show}`;
}

export function connectionPath(): string {
  return "#/connection";
}

/** The part of the Connection page that says how a server is set up so that its screens can only read. */
export function readOnlySetupPath(): string {
  return "#/connection?show=read-only";
}

/** What the Tasks list can be narrowed to by state; the words that stand in the URL. `open`: waiting or held. */
export const TASK_FILTERS = ["open", ...TASK_STATES] as const;

export type TaskFilter = (typeof TASK_FILTERS)[number];

export interface TaskPlace {
  state?: TaskFilter;
  /** `any`: with any finding. */
  finding?: TaskFindingCode | "any";
  owner?: string;
  /** Empty: those without one. */
  priority?: string;
  sort?: TaskSort;
  order?: "ascending" | "descending";
}

/** @param place which tasks, in what order; all of them when left out */
export function tasksPath(place: TaskPlace = {}): string {
  const said = Object.entries(place).map(([name, value]: [string, string]) => `${name}=${searchText(value)}`);
  return said.length === 0 ? "#/tasks" : `#/tasks?${said.join("&")}`;
}

/** @param id any text: it may hold whatever a URL may not */
export function taskPath(id: string): string {
  return `#/tasks/${encodeURIComponent(id)}`;
}

export function channelsPath(): string {
  return "#/channels";
}

export interface ChannelPlace {
  /** `messages`, or `groups` of those that say the same; left out: as the channel is read best. */
  shape?: "messages" | "groups";
  agent?: string;
  /** A group's key. */
  group?: string;
  /** The message that is opened. */
  open?: { stream: string; seq: number };
}

/** @param name a channel's; it may hold dots and whatever a URL may not */
export function channelPath(name: string, { open, ...place }: ChannelPlace = {}): string {
  const said = Object.entries({ ...place, ...(open === undefined ? {} : { open: messageKey(open) }) });
  const search = said.map(([key, value]: [string, string]) => `${key}=${searchText(value)}`).join("&");
  return `#/channels/${encodeURIComponent(name)}${search === "" ? "" : `?${search}`}`;
}

/** One message in a word: its stream, which has no slash in it, and its sequence. */
export function messageKey({ stream, seq }: { stream: string; seq: number }): string {
  return `${stream}/${seq}`;
}

export interface FeaturesPlace {
  /** Words in their names, agents or types. */
  q?: string;
  state?: FeatureFilter;
  sort?: FeatureSort;
  order?: "ascending" | "descending";
}

/** @param place which features, in what order; all of them when left out */
export function deliverablesPath(place: FeaturesPlace = {}): string {
  const said = Object.entries(place).map(([name, value]: [string, string]) => `${name}=${searchText(value)}`);
  return said.length === 0 ? "#/deliverables" : `#/deliverables?${said.join("&")}`;
}

/** @param feature may hold dots and whatever a URL may not */
export function featurePath(feature: string): string {
  return `#/deliverables/${encodeURIComponent(feature)}`;
}

export interface ReportPlace {
  feature: string;
  agent: string;
  type: string;
  /** Sequence of one version; the newest when left out. */
  version?: number;
}

export function reportPath({ feature, agent, type, version }: ReportPlace): string {
  const search = version === undefined ? "" : `?version=${version}`;
  return `${featurePath(feature)}/${encodeURIComponent(reportKey(agent, type))}${search}`;
}

/** One report of a feature in a word: neither an agent nor a type has a dot in it. */
export function reportKey(agent: string, type: string): string {
  return `${agent}.${type}`;
}

/** @param place `attention`: only those that need someone */
export function streamsPath(place: { show?: "attention" } = {}): string {
  return place.show === undefined ? "#/streams" : `#/streams?show=${place.show}`;
}

/** @param name any stream name: it may hold whatever a URL may not @param place the sequence of a message that is opened */
export function streamPath(name: string, place: { message?: number } = {}): string {
  const search = place.message === undefined ? "" : `?message=${place.message}`;
  return `#/streams/${encodeURIComponent(name)}${search}`;
}

/** @param place which consumers, all of the account when left out; `open`: the key of one that is looked at closely */
export function consumersPath(place: { stream?: string; verdict?: ConsumerVerdictName; open?: string } = {}): string {
  const said = Object.entries(place).map(([name, value]: [string, string]) => `${name}=${searchText(value)}`);
  return said.length === 0 ? "#/consumers" : `#/consumers?${said.join("&")}`;
}

/** The one route without the shell around it. */
export const WALL_ROUTE = "/wall";

/** A screen on a wall; how it is set up by its address stands in docs/wall.md. */
export function wallPath(): string {
  return `#${WALL_ROUTE}`;
}

/** @param place a subject that is listened to, with a text to look for in what comes; left out: the choice of streams and subjects */
export function messagesPath(place: { tail?: string; q?: string } = {}): string {
  const said = Object.entries(place).map(([name, value]: [string, string]) => `${name}=${searchText(value)}`);
  return said.length === 0 ? "#/messages" : `#/messages?${said.join("&")}`;
}

export interface MessagesPlace {
  /** Where reading begins. */
  from?: "newest" | "oldest" | "seq" | "time";
  seq?: number;
  /** ISO 8601. */
  at?: string;
  direction?: "back" | "forward";
  /** Only subjects that it matches. */
  subject?: string;
  /** Sequence of the message that is opened. */
  open?: number;
}

/** @param stream any stream's name @param place where in it, and which message of it is opened; the newest when left out */
export function streamMessagesPath(stream: string, place: MessagesPlace = {}): string {
  const said = Object.entries(place).map(([name, value]: [string, string | number]) =>
    typeof value === "number" ? `${name}=${value}` : `${name}=${searchText(value)}`,
  );
  return `#/messages/${encodeURIComponent(stream)}${said.length === 0 ? "" : `?${said.join("&")}`}`;
}

export function serversPath(): string {
  return "#/server";
}

/** @param key a server's name, or its id where it has none */
export function serverPath(key: string): string {
  return `#/server/${encodeURIComponent(key)}`;
}

/** The router reads a parameter as JSON where it can: what would be read as something else is quoted. */
function searchText(value: string): string {
  try {
    JSON.parse(value);
    return encodeURIComponent(JSON.stringify(value));
  } catch {
    return encodeURIComponent(value);
  }
}
