/**
 * Every consumer of the account by one question: `JSZ`, where this login may ask the servers for their figures. It answers for all accounts:
 * only streams that this account lists, by name and the moment they were made, are taken.
 */
import { Fields } from "../fields.ts";
import type { Session } from "../session.ts";
import { readConsumer } from "./read-consumer.ts";
import type { ConsumerFacts } from "#model/streams/consumer-facts.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";

const SUBJECT = "$SYS.REQ.SERVER.PING.JSZ";
const PAYLOAD = JSON.stringify({ accounts: true, streams: true, consumer: true, config: true });
/** Ten thousand consumers are some 10 MB. */
const FIRST_MS = 10_000;
/** In a cluster every server answers for itself; nobody says how many there are. */
const CLUSTER_MS = 1_500;

/** Consumers by stream; null where nobody answers, or not for all of these streams. */
export async function allConsumers(
  session: Session,
  streams: readonly StreamFacts[],
): Promise<ReadonlyMap<string, ConsumerFacts[]> | null> {
  const wanted = new Map(streams.map((stream) => [stream.name, stream]));
  const found = new Map<string, ConsumerFacts[]>();
  for (const answer of await answersOf(session)) {
    const server = answer.object("server")?.text("name") ?? null;
    for (const account of answer.object("data")?.objects("account_details") ?? []) {
      for (const detail of account.objects("stream_detail")) {
        const stream = wanted.get(detail.text("name") ?? "");
        if (stream === undefined || stream.created !== detail.text("created")) continue;
        const leader = detail.object("cluster")?.text("leader") ?? null;
        // A replica's own figures of a consumer are behind those of who leads it.
        if (stream.cluster !== null && leader !== server && found.has(stream.name)) continue;
        found.set(
          stream.name,
          detail.objects("consumer_detail").flatMap((info) => readConsumer(info) ?? []),
        );
      }
    }
  }
  return found.size < wanted.size ? null : found;
}

function answersOf(session: Session): Promise<Fields[]> {
  const answers: Fields[] = [];
  const alone = session.server.cluster === null;
  return new Promise((resolve) => {
    session.requests.open(SUBJECT, PAYLOAD, alone ? FIRST_MS : CLUSTER_MS, {
      answer: ({ data }) => {
        const fields = Fields.parse(data);
        if (fields !== null) answers.push(fields);
        if (!alone) return false;
        resolve(answers);
        return true;
      },
      unanswered: () => resolve(answers),
    });
  });
}
