import styles from "./TaskPage.module.css";
import { whyNotRead } from "./why-not-read.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { messageBody } from "#ui/message-view/message-body.ts";
import { MessageView } from "#ui/message-view/MessageView.tsx";
import { useMemo } from "react";

/** One message of the life, as its stream holds it now. */
export function StoredMessage({ stream, seq }: { stream: string; seq: number }) {
  const connection = useView((view) => view.connection.state);
  const { data, isError } = useAsk({ kind: "stored-message", stream, seq }, { changed: connection });
  const held = data?.state === "held" ? data : null;
  const body = useMemo(() => (held === null ? null : messageBody(held.data, held.bytes)), [held]);
  if (held === null || body === null) {
    const why =
      data === undefined || data.state === "held"
        ? isError
          ? "It was not answered."
          : "Reading it from its stream."
        : whyNotRead(data.state);
    return <p className={styles.none}>{why}</p>;
  }
  const { subject, at, headers, bytes } = held;
  return (
    <MessageView stream={stream} seq={seq} subject={subject} at={at} headers={headers} bytes={bytes} body={body} />
  );
}
