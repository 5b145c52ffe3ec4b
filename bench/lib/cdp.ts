import { WebSocket } from "ws";
import { assert } from "#util/assert.ts";

/** The devtools protocol, spoken by ourselves: Playwright opens no session to a page's worker. */
export interface Cdp {
  /** Sessions of the page at this address and of its workers. */
  sessionsOf(url: string): Promise<{ page: string; workers: string[] }>;
  send<T>(method: string, params?: object, sessionId?: string): Promise<T>;
  close(): void;
}

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
  method?: string;
  params?: { sessionId: string; targetInfo: { type: string } };
  sessionId?: string;
}

/** `port` is the browser's `--remote-debugging-port`. */
export async function openCdp(port: number): Promise<Cdp> {
  const version: { webSocketDebuggerUrl: string } = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json();
  const socket = new WebSocket(version.webSocketDebuggerUrl, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const workersOf = new Map<string, string[]>();
  let sent = 0;
  socket.on("message", (data: Buffer) => {
    const answer: Answer = JSON.parse(data.toString());
    if (
      answer.method === "Target.attachedToTarget" &&
      answer.params?.targetInfo.type === "worker" &&
      answer.sessionId !== undefined
    ) {
      workersOf.set(answer.sessionId, [...(workersOf.get(answer.sessionId) ?? []), answer.params.sessionId]);
    }
    if (answer.id === undefined) return;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) asked?.resolve(answer.result);
    else asked?.reject(new Error(answer.error.message));
  });
  const send = <T>(method: string, params: object = {}, sessionId?: string): Promise<T> => {
    sent += 1;
    const id = sent;
    return new Promise<T>((resolve, reject) => {
      // The protocol's answers are the browser's own; each caller names the fields it reads.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  };
  return {
    send,
    async sessionsOf(url) {
      const { targetInfos } = await send<{ targetInfos: { targetId: string; type: string; url: string }[] }>(
        "Target.getTargets",
      );
      const target = targetInfos.find((one) => one.type === "page" && one.url.startsWith(url));
      assert(target !== undefined, `the browser shows ${url}`);
      const { sessionId } = await send<{ sessionId: string }>("Target.attachToTarget", {
        targetId: target.targetId,
        flatten: true,
      });
      // Resolves after every worker that is there already was attached.
      await send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, sessionId);
      return { page: sessionId, workers: workersOf.get(sessionId) ?? [] };
    },
    close: () => socket.close(),
  };
}
