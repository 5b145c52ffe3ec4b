import styles from "./TaskPage.module.css";
import { whyNotRead } from "./why-not-read.ts";
import { streamMessagesPath } from "../../paths.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { MessageView } from "#ui/message-view/MessageView.tsx";

/** One message of the life, as its stream holds it now. */
export function StoredMessage({ stream, seq }: { stream: string; seq: number }) {
  const connection = useView((view) => view.connection.state);
  const { data, isError } = useAsk({ kind: "stored-message", stream, seq }, { changed: connection });
  const held = data?.state === "held" ? data : null;
  if (held === null) {
    const why =
      data === undefined || data.state === "held"
        ? isError
          ? "It was not answered."
          : "Reading it from its stream."
        : whyNotRead(data.state);
    return <p className={styles.none}>{why}</p>;
  }
  const { subject, at, headers, bytes, data: body } = held;
  return (
    <MessageView
      stream={stream}
      seq={seq}
      subject={subject}
      at={at}
      headers={headers}
      bytes={bytes}
      data={body}
      facts={[
        {
          name: "Around it",
          value: <a href={streamMessagesPath(stream, { from: "seq", seq, open: seq })}>among the stream's messages</a>,
        },
      ]}
    />
  );
}
