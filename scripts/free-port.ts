import { createServer } from "node:net";

/**
 * Ports below the range that the system gives to outgoing connections, so that a server that was killed finds its
 * port free when it is started again.
 */
const FROM = 10_000;
const TO = 32_000;

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await canListen(port)) return port;
  }
  throw new Error("no free port was found");
}

/** Whether a listener can be opened there now. */
export function canListen(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
