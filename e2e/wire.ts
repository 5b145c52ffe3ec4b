import type { JetStreamClient, JetStreamManager, NatsConnection } from "nats";
import { nuid } from "nats";
import { connectFleet } from "#fleet/connect.ts";
import { channelSubject, heartbeatSubject } from "#contract/subjects.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";

export interface BeatFields {
  status?: string;
  current_task?: string | null;
  needs_approval?: boolean;
  approval_message?: string;
  /** Seconds. */
  heartbeat_interval?: number;
  timestamp?: string;
  agent_id?: string;
  current_task_title?: string;
  description?: string;
  capabilities?: string[];
}

/** Stored: the stream's sequence. */
export interface Stored {
  seq: number;
}

/** What agents put on the wire, byte by byte as the tests want it: every message is stored when its promise resolves. */
export interface Wire {
  nc: NatsConnection;
  js: JetStreamClient;
  /** As the provisioner where the server has logins. */
  manager(): Promise<JetStreamManager>;
  /** `body`: text and bytes go as they are, anything else as JSON. */
  publish(subject: string, body: unknown): Promise<Stored>;
  /** A beat of `agent`; the interval is an hour unless it says another, so that nobody turns late while a test looks. */
  beat(agent: string, fields?: BeatFields): Promise<Stored>;
  say(channel: string, agent: string, content: unknown): Promise<Stored>;
  close(): Promise<void>;
}

export async function openWire(server: RunningServer): Promise<Wire> {
  const { user, pass } = server.logins.provisioner;
  const login = user === "" ? {} : { user, pass };
  const nc = await connectFleet({ servers: server.clientUrl, name: "e2e", ...login });
  const js = nc.jetstream({ timeout: 20_000 });
  const wire: Wire = {
    nc,
    js,
    manager: () => nc.jetstreamManager({ timeout: 20_000, checkAPI: false }),
    publish: (subject, body) => publishOnce(js, subject, toBytes(body)),
    beat: (agent, fields = {}) =>
      wire.publish(heartbeatSubject(agent), {
        status: "active",
        current_task: null,
        timestamp: new Date().toISOString(),
        heartbeat_interval: 3600,
        ...fields,
      }),
    say: (channel, agent, content) =>
      wire.publish(channelSubject(channel), {
        agent_id: agent,
        channel,
        content,
        timestamp: new Date().toISOString(),
      }),
    close: () => nc.close(),
  };
  return wire;
}

/**
 * A server that was just started again may let a publish go unanswered; the message's id lets it be sent again without being stored twice.
 */
async function publishOnce(js: JetStreamClient, subject: string, data: Uint8Array): Promise<Stored> {
  const msgID = nuid.next();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { seq } = await js.publish(subject, data, { msgID, timeout: 5_000 });
      return { seq };
    } catch (error) {
      if (attempt === 6) throw error;
    }
  }
}

const encoder = new TextEncoder();

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return encoder.encode(typeof body === "string" ? body : JSON.stringify(body));
}

/** The pause between two beats of one agent, made by whoever publishes. It is never shorter than asked, it may be longer. */
export function pauseBetweenBeats(ms: number): Promise<void> {
  const until = performance.now() + ms;
  return new Promise((resolve) => {
    const check = (): void => {
      const left = until - performance.now();
      if (left <= 0) resolve();
      else setTimeout(check, Math.ceil(left));
    };
    check();
  });
}
