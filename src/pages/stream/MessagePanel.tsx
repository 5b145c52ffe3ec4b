import styles from "./StreamPage.module.css";
import { streamPath } from "../../paths.ts";
import { type AskAnswers, useAsk, useView } from "#store/feed.tsx";
import { MessageView } from "#ui/message-view/MessageView.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatCount } from "#util/format.ts";

/** One message as the stream holds it now, such as one that its consumers gave up. */
export function MessagePanel({ stream, seq }: { stream: string; seq: number }) {
  const connection = useView((view) => view.connection.state);
  const { data, error } = useAsk({ kind: "stored-message", stream, seq }, { changed: connection });
  return (
    <Panel heading={`Message ${formatCount(seq)}`} aside={<a href={streamPath(stream)}>Close</a>}>
      {data === undefined ? (
        <p className={styles.quiet}>{error === null ? "Reading it from its stream." : "It was not answered."}</p>
      ) : data.state === "held" ? (
        <Stored place={{ stream, seq }} message={data} />
      ) : (
        <p className={styles.quiet}>{WHY_NOT[data.state]}</p>
      )}
    </Panel>
  );
}

type Held = Extract<AskAnswers["stored-message"], { state: "held" }>;

function Stored({ place, message }: { place: { stream: string; seq: number }; message: Held }) {
  const { subject, at, headers, data, bytes } = message;
  return <MessageView {...place} subject={subject} at={at} headers={headers} bytes={bytes} data={data} />;
}

const WHY_NOT: Readonly<Record<Exclude<AskAnswers["stored-message"]["state"], "held">, string>> = {
  gone: "The stream no longer holds it.",
  "not-connected": "There is no connection to read it over.",
  forbidden: "This login may not read messages of this stream: it needs its direct get, or STREAM.MSG.GET.",
  unanswered: "The server did not answer.",
  "not-stored": "It is in no stream.",
};
