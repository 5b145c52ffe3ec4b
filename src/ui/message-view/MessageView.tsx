import { JsonTree } from "../json-tree/JsonTree.tsx";
import type { MessageBody } from "./message-body.ts";
import styles from "./MessageView.module.css";
import { formatBytes, formatMoment } from "#util/format.ts";

interface MessageViewProps {
  stream: string;
  seq: number;
  subject: string;
  /** Milliseconds since 1970, as the stream stamped it. */
  at: number;
  headers: Readonly<Record<string, string>>;
  bytes: number;
  body: MessageBody;
}

/** One stored message: where it stands, its headers, its size, its body. */
export function MessageView({ stream, seq, subject, at, headers, bytes, body }: MessageViewProps) {
  const named = Object.entries(headers);
  return (
    <figure className={styles.message} aria-label={`Message ${seq} of ${stream}`}>
      <dl className={styles.facts}>
        <dt>Subject</dt>
        <dd>
          <code>{subject}</code>
        </dd>
        <dt>Stored</dt>
        <dd>
          {formatMoment(at)}, in <code>{stream}</code> at sequence <code>{seq}</code>, {formatBytes(bytes)}
        </dd>
        <dt>Headers</dt>
        <dd>
          {named.length === 0
            ? "none"
            : named.map(([name, value]) => (
                <code key={name} className={styles.header}>
                  {name}: {value}
                </code>
              ))}
        </dd>
      </dl>
      <Body body={body} />
    </figure>
  );
}

function Body({ body }: { body: MessageBody }) {
  switch (body.kind) {
    case "empty":
      return <p className={styles.note}>Its body is empty.</p>;
    case "json":
      return <JsonTree label="Body" json={body.json} />;
    case "text":
      return (
        <>
          {body.note !== null && <p className={styles.note}>{body.note}</p>}
          <pre className={styles.text}>{body.text}</pre>
        </>
      );
  }
}
