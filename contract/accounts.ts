/**
 * Who may do what on the server: three accounts, as data. `nats-server.conf` is the readable form of the same, and a
 * test compares the two.
 *
 * Permissions alone do not make a reader: the reply subject of a request is not checked against them, so a login
 * that may only ask can have the server store its answer as somebody's heartbeat, or send it to the stream-delete API.
 * An account of its own does: answers stay inside `VIEW`.
 */
import { WANTED_STREAMS } from "./streams.ts";
import { DEFAULT_PREFIXES, everythingBelow } from "./subjects.ts";

/** As the server's `allowed_connection_types` spells them. */
export type ConnectionType = "STANDARD" | "WEBSOCKET";

export interface SubjectRule {
  allow?: readonly string[];
  deny?: readonly string[];
}

export interface AccountUser {
  user: string;
  /** A login without a password is the one that `no_auth_user` names on a listener. */
  hasPassword: boolean;
  connectionTypes: readonly ConnectionType[];
  /** Absent: everything inside the account. */
  permissions?: { publish?: SubjectRule; subscribe?: SubjectRule };
}

export type AccountExport =
  | { stream: string; accounts: readonly string[] }
  | { service: string; accounts: readonly string[]; response?: "stream" };

export type AccountImport = { stream: Origin } | { service: Origin };

interface Origin {
  account: string;
  subject: string;
}

export interface Account {
  jetstream: boolean;
  users: readonly AccountUser[];
  exports: readonly AccountExport[];
  imports: readonly AccountImport[];
}

/** The login of a local client that names none, and of a browser that names none. */
export const NO_AUTH_USER = { client: "agent", websocket: "dashboard" } as const;

/** What a screen hears: the doorbells of its sources, and the advisories. Never `$JS.EVENT.ADVISORY.API`: it echoes our own polls. */
const HEARD: readonly string[] = [
  everythingBelow(DEFAULT_PREFIXES.coordination),
  everythingBelow(DEFAULT_PREFIXES.deliverables),
  "$JS.EVENT.ADVISORY.STREAM.>",
  "$JS.EVENT.ADVISORY.CONSUMER.>",
  "$JS.EVENT.ADVISORY.SERVER.>",
];

/**
 * Subject and queue group, as permissions spell them. An account's border does not keep queue groups apart: a screen
 * that joined one of the agents' by its name would take half of their messages away from them.
 */
const ANY_QUEUE_GROUP = "> >";

interface Request {
  subject: string;
  response?: "stream";
}

/** What a screen asks about every stream of the account. None of these makes, moves or drains a consumer. */
const ASKED_OF_ALL: readonly Request[] = [
  { subject: "$JS.API.INFO" },
  { subject: "$JS.API.STREAM.NAMES" },
  { subject: "$JS.API.STREAM.LIST" },
  { subject: "$JS.API.STREAM.INFO.*" },
  { subject: "$JS.API.CONSUMER.NAMES.*" },
  { subject: "$JS.API.CONSUMER.LIST.*" },
  { subject: "$JS.API.CONSUMER.INFO.*.*" },
];

/** How a screen reads one stream's messages. A direct get may answer with many messages. */
function readsOf(stream: string): readonly Request[] {
  return [
    { subject: `$JS.API.STREAM.MSG.GET.${stream}` },
    { subject: `$JS.API.DIRECT.GET.${stream}`, response: "stream" },
    { subject: `$JS.API.DIRECT.GET.${stream}.>`, response: "stream" },
  ];
}

const ASKED_OF_FLEET: readonly Request[] = [...ASKED_OF_ALL, ...WANTED_STREAMS.flatMap(({ name }) => readsOf(name))];

/** Figures of the server itself; in a cluster every server answers. */
const ASKED_OF_SYS: readonly Request[] = [
  "VARZ",
  "JSZ",
  "CONNZ",
  "HEALTHZ",
  "ROUTEZ",
  "GATEWAYZ",
  "LEAFZ",
  "SUBSZ",
].map((figure) => ({ subject: `$SYS.REQ.SERVER.PING.${figure}`, response: "stream" }));

function service({ subject, response }: Request): AccountExport {
  return { service: subject, accounts: ["VIEW"], ...(response === undefined ? {} : { response }) };
}

/** What `agent` may not send: whatever deletes, purges, changes or moves a stream, or deletes messages of one. */
const CHANGES_STREAMS: readonly string[] = [
  "$JS.API.STREAM.DELETE.>",
  "$JS.API.STREAM.PURGE.>",
  "$JS.API.STREAM.UPDATE.>",
  "$JS.API.STREAM.MSG.DELETE.>",
  "$JS.API.STREAM.RESTORE.>",
  "$JS.API.STREAM.PEER.>",
  "$JS.API.ACCOUNT.>",
];

export const ACCOUNTS: Readonly<Record<"FLEET" | "VIEW" | "SYS", Account>> = {
  FLEET: {
    jetstream: true,
    users: [
      {
        user: "agent",
        hasPassword: false,
        connectionTypes: ["STANDARD"],
        permissions: { publish: { deny: CHANGES_STREAMS } },
      },
      { user: "provisioner", hasPassword: true, connectionTypes: ["STANDARD"] },
    ],
    exports: [...HEARD.map((stream) => ({ stream, accounts: ["VIEW"] })), ...ASKED_OF_FLEET.map(service)],
    imports: [],
  },
  VIEW: {
    jetstream: false,
    users: [
      {
        user: "dashboard",
        hasPassword: false,
        connectionTypes: ["STANDARD", "WEBSOCKET"],
        permissions: {
          publish: {
            allow: [...[...ASKED_OF_FLEET, ...ASKED_OF_SYS].map(({ subject }) => subject), "$SYS.REQ.USER.INFO"],
          },
          subscribe: { allow: ["_INBOX.>", ...HEARD], deny: [ANY_QUEUE_GROUP] },
        },
      },
    ],
    exports: [],
    imports: [
      ...HEARD.map((subject) => ({ stream: { account: "FLEET", subject } })),
      ...ASKED_OF_FLEET.map(({ subject }) => ({ service: { account: "FLEET", subject } })),
      ...ASKED_OF_SYS.map(({ subject }) => ({ service: { account: "SYS", subject } })),
    ],
  },
  SYS: {
    jetstream: false,
    users: [{ user: "sys", hasPassword: true, connectionTypes: ["STANDARD"] }],
    exports: ASKED_OF_SYS.map(service),
    imports: [],
  },
};

/** The account whose events are the server's own. */
export const SYSTEM_ACCOUNT = "SYS";
