import { connect } from "node:net";
import { canListen } from "../free-port.ts";

/** Which of our listeners finds its port taken. */
export type TakenPort =
  | { what: "page" | "monitor"; port: number }
  | { what: "client" | "websocket"; port: number; answer: Answer };

/** Who holds the port: a NATS server for clients, one for browsers, or something else. */
export type Answer = "nats" | "nats-websocket" | "other";

/** Ports that stand in for the usual ones, where those are taken. */
export interface FreeAlternatives {
  page: number;
  client: number;
  websocket: number;
}

/** One line: the port, and the ways out. `wsPort` is where a NATS that answers is looked for. */
export function describeTakenPort(taken: TakenPort, free: FreeAlternatives, wsPort: number): string {
  switch (taken.what) {
    case "page":
      return `port ${taken.port} is taken: npm start -- --port ${free.page}`;
    case "monitor":
      return `port ${taken.port} is taken: npm start without --monitor`;
    case "client":
    case "websocket": {
      const elsewhere = `npm start -- --nats-port ${free.client} --ws-port ${free.websocket}`;
      const address = `ws://127.0.0.1:${taken.what === "websocket" ? taken.port : wsPort}`;
      return taken.answer === "other"
        ? `port ${taken.port} is taken: ${elsewhere}`
        : `port ${taken.port} is taken by a NATS server: ${elsewhere}, or watch that one: npm start -- --nats ${address}`;
    }
  }
}

/** How long somebody may take to say that he is a NATS server. */
const GREETING_MS = 3_000;

/** Asks who listens there: NATS greets clients at once with `INFO`, and answers a WebSocket handshake on its other port. */
export async function whoAnswers(port: number): Promise<Answer> {
  const handshake = [
    "GET / HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: cm9sbGNhbGwgaXMgaGVyZQ==",
    "Sec-WebSocket-Version: 13",
    "",
    "",
  ].join("\r\n");
  const [greeting, answer] = await Promise.all([firstBytes(port, ""), firstBytes(port, handshake)]);
  if (greeting.startsWith("INFO {")) return "nats";
  return answer.startsWith("HTTP/1.1 101") && answer.includes("INFO {") ? "nats-websocket" : "other";
}

/** What comes back within the time, up to the first `INFO` or the end. */
function firstBytes(port: number, send: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let text = "";
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(GREETING_MS, end);
    socket.on("connect", () => socket.write(send));
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (text.includes("INFO {")) end();
    });
    socket.on("error", end);
    socket.on("close", end);
  });
}

/** The first port from `from` on that is free now. */
export async function freeFrom(from: number): Promise<number> {
  for (let port = from; port < 65_536; port += 1) {
    if (await canListen(port)) return port;
  }
  throw new Error(`no port above ${from} is free`);
}
