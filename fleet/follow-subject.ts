import { onReconnect } from "./connect.ts";
import { Doorbell } from "./doorbell.ts";
import { lastOn, readRange } from "./read-subject.ts";
import type { StoredMessage } from "./stored-message.ts";
import type { JetStreamManager, NatsConnection } from "nats";

const SWEEP_MS = 5_000;

/**
 * Calls back once, in stream order, for every message on `filter` that the stream stores from now on. A plain subscription only
 * rings: what is handed on is what the stream holds, so nothing is lost over a reconnect and nothing forged gets through.
 *
 * @throws NatsError where the stream is missing. The returned function ends it.
 */
export async function followSubject(
  nc: NatsConnection,
  jsm: JetStreamManager,
  at: { stream: string; filter: string },
  onMessage: (message: StoredMessage) => void,
): Promise<() => void> {
  const { stream, filter } = at;
  let { created, state } = await jsm.streams.info(stream);
  let cursor = state.last_seq + 1;
  let ended = false;

  async function read(): Promise<void> {
    if (ended || nc.isClosed()) return;
    const info = await jsm.streams.info(stream);
    if (info.created !== created) {
      ({ created } = info);
      cursor = 1;
    }
    // Asking for the last message brings all of it, ten MiB perhaps: only where something is new.
    if (info.state.last_seq < cursor) return;
    const to = (await lastOn(jsm, stream, filter))?.seq ?? 0;
    const range = { stream, filter, from: cursor, to, allowDirect: info.config.allow_direct };
    for await (const message of readRange(nc, jsm, range)) {
      if (ended) return;
      cursor = message.seq + 1;
      bell.took();
      onMessage(message);
    }
    cursor = Math.max(cursor, info.state.last_seq + 1);
  }

  const bell = new Doorbell(read);

  const sub = nc.subscribe(filter, { callback: () => bell.ring() });
  const endReconnects = onReconnect(nc, () => bell.readOn());
  const timer = setInterval(() => bell.readOn(), SWEEP_MS);
  timer.unref();
  await nc.flush();
  // Between the sequence noted above and the subscription something may have been stored.
  bell.readOn();
  return () => {
    ended = true;
    clearInterval(timer);
    bell.close();
    endReconnects();
    sub.unsubscribe();
  };
}
