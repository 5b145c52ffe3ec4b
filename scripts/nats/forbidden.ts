import { ACCOUNTS } from "#contract/accounts.ts";
import { COORDINATION_STREAM, STAGES, WANTED_STREAMS } from "#contract/streams.ts";
import { channelSubject, deliverableSubject, heartbeatSubject, taskSubject } from "#contract/subjects.ts";

/** Something that a screen's login must not be able to do: a publish, perhaps with a reply subject. */
export interface Attempt {
  what: string;
  subject: string;
  reply?: string;
  payload: string;
}

/** What a fleet has that somebody could be after. */
export interface Target {
  stream: string;
  /** A durable pull consumer with a message that waits for its acknowledgement. */
  consumer: string;
  /** The acknowledgement subject of that message. */
  ackSubject: string;
  /** A subject that some agent listens on for answers. */
  inbox: string;
  serverId: string;
}

function attempt(what: string, subject: string, payload: object | string = ""): Attempt {
  return { what, subject, payload: typeof payload === "string" ? payload : JSON.stringify(payload) };
}

function api(rest: string): string {
  return `$JS.API.${rest}`;
}

const BEAT = { status: "active", current_task: null, timestamp: "2026-01-01T00:00:00Z" };

/** Publishes that the server must refuse with a permissions error. */
export function forbiddenPublishes({ stream, consumer, ackSubject, inbox, serverId }: Target): Attempt[] {
  const durable = { stream_name: stream, config: { durable_name: "theirs", ack_policy: "explicit" } };
  const named = { stream_name: stream, config: { name: "theirs", ack_policy: "none" } };
  const changed = { stream_name: stream, config: { durable_name: consumer, ack_policy: "explicit", max_deliver: 1 } };
  const push = { stream_name: stream, config: { deliver_subject: heartbeatSubject("victim"), ack_policy: "none" } };
  return [
    attempt("a heartbeat", heartbeatSubject("victim"), BEAT),
    ...(["available", "claimed", "completed", null] as const).map((state) =>
      attempt(`a task, ${state ?? "newer form"}`, taskSubject(state), { task_id: "1", status: "completed" }),
    ),
    ...["coordination", "errors", "roadmap"].map((channel) =>
      attempt(`a message on ${channel}`, channelSubject(channel), { agent_id: "x", content: "x" }),
    ),
    ...STAGES.map(({ agent, stage }) =>
      attempt(`${agent}'s report`, deliverableSubject(agent, stage, "feature"), "# x"),
    ),
    ...WANTED_STREAMS.flatMap(({ name }) => [
      attempt(`delete stream ${name}`, api(`STREAM.DELETE.${name}`)),
      attempt(`purge stream ${name}`, api(`STREAM.PURGE.${name}`)),
    ]),
    attempt("change a stream", api(`STREAM.UPDATE.${stream}`), { name: stream, subjects: ["other"], max_msgs: 1 }),
    attempt("make a stream", api("STREAM.CREATE.theirs"), { name: "theirs", subjects: ["theirs"] }),
    attempt("make a copy of a stream", api("STREAM.CREATE.copy"), { name: "copy", sources: [{ name: stream }] }),
    attempt("delete a message", api(`STREAM.MSG.DELETE.${stream}`), { seq: 1 }),
    attempt("take a snapshot", api(`STREAM.SNAPSHOT.${stream}`), { deliver_subject: inbox }),
    attempt("restore a stream", api(`STREAM.RESTORE.${stream}`), { config: { name: stream } }),
    attempt("remove a replica", api(`STREAM.PEER.REMOVE.${stream}`), { peer: "n1" }),
    attempt("move a stream's leader", api(`STREAM.LEADER.STEPDOWN.${stream}`)),
    attempt("make an unnamed consumer", api(`CONSUMER.CREATE.${stream}`), push),
    attempt("change a consumer by its name in the body", api(`CONSUMER.CREATE.${stream}`), changed),
    attempt("make a named consumer", api(`CONSUMER.CREATE.${stream}.theirs`), named),
    attempt("make a named, filtered consumer", api(`CONSUMER.CREATE.${stream}.theirs.mjwork.>`), named),
    attempt("make a durable consumer", api(`CONSUMER.DURABLE.CREATE.${stream}.theirs`), durable),
    attempt("change a durable consumer", api(`CONSUMER.DURABLE.CREATE.${stream}.${consumer}`), changed),
    attempt("delete a consumer", api(`CONSUMER.DELETE.${stream}.${consumer}`)),
    attempt("pull from another's consumer", api(`CONSUMER.MSG.NEXT.${stream}.${consumer}`), "10"),
    attempt("pause a consumer", api(`CONSUMER.PAUSE.${stream}.${consumer}`), { pause_until: "2099-01-01T00:00:00Z" }),
    attempt("reset a consumer", api(`CONSUMER.RESET.${stream}.${consumer}`), {}),
    attempt("unpin a consumer", api(`CONSUMER.UNPIN.${stream}.${consumer}`), { group: "x" }),
    attempt("move a consumer's leader", api(`CONSUMER.LEADER.STEPDOWN.${stream}.${consumer}`)),
    ...["+ACK", "-NAK", "+TERM", "+WPI", "+NXT"].map((word) => attempt(`${word} for another`, ackSubject, word)),
    attempt("answer a flow control", `$JS.FC.${stream}.${consumer}.x`),
    attempt("write into an inbox", inbox, "forged"),
    attempt("read a stream that is not one of the seven", api("DIRECT.GET.private"), { seq: 1 }),
    attempt("read it from the leader", api("STREAM.MSG.GET.private"), { seq: 1 }),
    attempt("purge the account", api("ACCOUNT.PURGE.FLEET")),
    attempt("move the meta leader", api("META.LEADER.STEPDOWN")),
    attempt("remove a server", api("SERVER.REMOVE"), { peer: "n1" }),
    attempt("reload the server", `$SYS.REQ.SERVER.${serverId}.RELOAD`),
    attempt("kick a client", `$SYS.REQ.SERVER.${serverId}.KICK`, { cid: 1 }),
    attempt("change an account", "$SYS.REQ.CLAIMS.UPDATE", "x"),
    attempt("write as the system", "$SYS.SERVER.x.SHUTDOWN", "{}"),
  ];
}

/** Subscriptions that the server must refuse: subject, and queue group where there is one. */
export const FORBIDDEN_SUBSCRIPTIONS: readonly { subject: string; queue?: string }[] = [
  { subject: ">" },
  { subject: "*" },
  { subject: "$SYS.>" },
  { subject: "$JS.ACK.>" },
  { subject: "$JS.API.>" },
  { subject: "$JS.EVENT.ADVISORY.API" },
  { subject: "_R_.>" },
  { subject: "private.>" },
  // A member of an agents' queue group would take their messages away from them.
  { subject: "mjwork.tasks.available", queue: "workers" },
  { subject: "mjwork.>", queue: "workers" },
  { subject: "agog.deliverables.>", queue: "workers" },
];

/** Bodies that make a request be answered in full, with nothing found, and with an error. */
function bodiesFor(subject: string): string[] {
  if (/\.DIRECT\.GET\.[^.]+$/u.test(subject)) {
    return [`{"seq":1}`, `{"seq":1,"batch":5}`, `{"seq":99999999}`, `{"last_by_subj":"mjwork.none"}`, "", "not json"];
  }
  if (subject.includes(".STREAM.MSG.GET.")) return [`{"seq":1}`, `{"seq":99999999}`, "", "not json"];
  return ["", "{}", "not json"];
}

/** A grant with its wildcards filled in. */
function concrete(grant: string, { stream, consumer }: Target): string {
  return grant
    .replace("CONSUMER.INFO.*.*", `CONSUMER.INFO.${stream}.${consumer}`)
    .replace(/\*$/u, stream)
    .replace(/>$/u, heartbeatSubject("victim"));
}

/**
 * Everything that the login may ask, with a reply subject that the answer must never reach: the reply subject of a
 * request is not checked against permissions, so only the account's border keeps the answers in.
 */
export function forgedReplies(target: Target): Attempt[] {
  const grants = ACCOUNTS.VIEW.users[0]?.permissions?.publish?.allow ?? [];
  const replies = [
    heartbeatSubject("victim"),
    taskSubject("completed"),
    deliverableSubject("roy", "backend", "forged"),
    `$JS.API.STREAM.DELETE.${COORDINATION_STREAM}`,
    `$JS.API.STREAM.PURGE.${COORDINATION_STREAM}`,
    `$JS.API.CONSUMER.DELETE.${target.stream}.${target.consumer}`,
    target.ackSubject,
    target.inbox,
  ];
  return grants
    .map((grant) => concrete(grant, target))
    .flatMap((subject) =>
      bodiesFor(subject).flatMap((payload) =>
        replies.map((reply) => ({ what: `${subject} ${payload} answered on ${reply}`, subject, reply, payload })),
      ),
    );
}
