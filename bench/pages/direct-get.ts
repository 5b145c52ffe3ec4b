import { type Msg, type NatsConnection, createInbox } from "nats.ws";

/** Direct gets with the client's own means and nothing more: the baseline that our sources are compared with. */
export interface DirectGets {
  /** Asks; every message of the answer goes to `onMessage` with the number that this returns. */
  ask(request: object): number;
}

export type AnswerPart =
  | { part: "message"; message: Msg }
  /** Status 204: the batch is over. */
  | { part: "end"; lastSeq: number; pending: number }
  /** Status 404: nothing at or after that sequence. */
  | { part: "nothing" };

export function openDirectGets(
  nc: NatsConnection,
  stream: string,
  onPart: (request: number, part: AnswerPart) => void,
): DirectGets {
  const inbox = createInbox();
  const tokenAt = inbox.length + 1;
  const encoder = new TextEncoder();
  let asked = 0;
  nc.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error !== null) throw error;
      const request = Number(message.subject.slice(tokenAt));
      // A body of length 0 may be a status; anything else is a message.
      if (message.data.length === 0) {
        const code = message.headers?.code ?? 0;
        if (code === 204) {
          const lastSeq = Number(message.headers?.get("Nats-Last-Sequence"));
          const pending = Number(message.headers?.get("Nats-Num-Pending"));
          onPart(request, { part: "end", lastSeq, pending });
          return;
        }
        if (code === 404) {
          onPart(request, { part: "nothing" });
          return;
        }
        if (code !== 0) throw new Error(`direct get: ${code} ${message.headers?.description ?? ""}`);
      }
      onPart(request, { part: "message", message });
    },
  });
  return {
    ask(request) {
      asked += 1;
      nc.publish(`$JS.API.DIRECT.GET.${stream}`, encoder.encode(JSON.stringify(request)), {
        reply: `${inbox}.${asked}`,
      });
      return asked;
    },
  };
}
