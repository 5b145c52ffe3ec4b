/**
 * Every subject of the wire is built and parsed here and nowhere else.
 *
 * `mjwork` is the coordination system's prefix, `agog.deliverables` the deliverable system's; a deployment may
 * use others (`rollcall.json`), so each function takes the prefixes.
 */
export interface Prefixes {
  coordination: string;
  deliverables: string;
}

export const DEFAULT_PREFIXES: Prefixes = { coordination: "mjwork", deliverables: "agog.deliverables" };

/** The three subjects that older agents write, one a state. `mjwork.tasks.>` would not match `mjwork.tasks`. */
export type TaskSubjectState = "available" | "claimed" | "completed";

export type Subject =
  | { family: "heartbeat"; agent: string }
  /** `state` is null on the newer single subject, where the body's `status` says which. */
  | { family: "task"; state: string | null }
  /** Any other subject below the coordination prefix: `coordination`, `errors`, `roadmap`, and those nobody told us of. */
  | { family: "message"; channel: string }
  | { family: "deliverable"; agent: string; type: string; feature: string }
  | { family: "foreign" };

const ASCII_TOKEN_END = 127;
const TOKEN = /^[^\s.*>]+$/u;

/** One subject token: not empty, and none of NATS' own characters. */
export function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Space and control characters, `*`, `.`, `>`. Beyond ASCII there are spaces too, which the expression knows.
    if (code <= 32 || code === 42 || code === 46 || code === 62) return false;
    if (code >= ASCII_TOKEN_END) return TOKEN.test(text);
  }
  return text.length > 0;
}

export function heartbeatSubject(agent: string, prefixes: Prefixes = DEFAULT_PREFIXES): string {
  return `${prefixes.coordination}.heartbeat.${agent}`;
}

export function heartbeatFilter(prefixes: Prefixes = DEFAULT_PREFIXES): string {
  return `${prefixes.coordination}.heartbeat.>`;
}

export function taskSubject(state: TaskSubjectState | null, prefixes: Prefixes = DEFAULT_PREFIXES): string {
  return state === null ? `${prefixes.coordination}.tasks` : `${prefixes.coordination}.tasks.${state}`;
}

/** Both forms: neither filter matches what the other does. */
export function taskFilters(prefixes: Prefixes = DEFAULT_PREFIXES): string[] {
  return [`${prefixes.coordination}.tasks`, `${prefixes.coordination}.tasks.>`];
}

export function channelSubject(channel: string, prefixes: Prefixes = DEFAULT_PREFIXES): string {
  return `${prefixes.coordination}.${channel}`;
}

export function deliverableSubject(
  agent: string,
  type: string,
  feature: string,
  prefixes: Prefixes = DEFAULT_PREFIXES,
): string {
  return `${prefixes.deliverables}.${agent}.${type}.${feature}`;
}

/** Everything below a prefix; a plain subscription on it is the doorbell of a source. */
export function everythingBelow(prefix: string): string {
  return `${prefix}.>`;
}

/** Sorts a subject into its family. Total: a subject that is none of ours is `foreign`, never an error. */
export function parseSubject(subject: string, prefixes: Prefixes = DEFAULT_PREFIXES): Subject {
  const coordination = below(subject, prefixes.coordination);
  if (coordination !== null) return parseCoordination(coordination);
  const deliverables = below(subject, prefixes.deliverables);
  if (deliverables !== null) return parseDeliverable(deliverables);
  return { family: "foreign" };
}

function below(subject: string, prefix: string): string | null {
  return subject.startsWith(prefix) && subject.charCodeAt(prefix.length) === 46
    ? subject.slice(prefix.length + 1)
    : null;
}

function parseCoordination(rest: string): Subject {
  if (rest.startsWith("heartbeat.")) {
    const agent = rest.slice("heartbeat.".length);
    return isToken(agent) ? { family: "heartbeat", agent } : { family: "message", channel: rest };
  }
  if (rest === "tasks") return { family: "task", state: null };
  if (rest.startsWith("tasks.")) return { family: "task", state: rest.slice("tasks.".length) };
  return { family: "message", channel: rest };
}

function parseDeliverable(rest: string): Subject {
  const [agent, type, ...feature] = rest.split(".");
  if (!agent || !type || feature.length === 0 || feature.includes("")) return { family: "foreign" };
  return { family: "deliverable", agent, type, feature: feature.join(".") };
}
