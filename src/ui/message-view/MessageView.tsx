import { BodyView } from "./BodyView.tsx";
import styles from "./MessageView.module.css";
import { formatBytes, formatMoment } from "#util/format.ts";
import type { ReactNode } from "react";

interface MessageViewProps {
  stream: string;
  seq: number;
  subject: string;
  /** Milliseconds since 1970, as the stream stamped it. */
  at: number;
  headers: Readonly<Record<string, string>>;
  /** Of the whole body; more than `data` where that was cut. */
  bytes: number;
  data: Uint8Array;
  /** What else is known of it, such as the time that its sender wrote. */
  facts?: readonly { name: string; value: ReactNode }[];
}

/** One stored message: where it stands, its headers, its size, its body. */
export function MessageView({ stream, seq, subject, at, headers, bytes, data, facts }: MessageViewProps) {
  return (
    <figure className={styles.message} aria-label={`Message ${seq} of ${stream}`}>
      <dl className={styles.facts}>
        <dt>Subject</dt>
        <dd>
          <code>{subject}</code>
        </dd>
        <dt>Stored</dt>
        <dd>
          <time dateTime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
            {formatMoment(at)}
          </time>
          , in <code>{stream}</code> at sequence <code>{seq}</code>, {formatBytes(bytes)}
        </dd>
        {facts?.map(({ name, value }) => (
          <Fact key={name} name={name} value={value} />
        ))}
        <Fact name="Headers" value={<HeaderLines headers={headers} />} />
      </dl>
      <BodyView data={data} bytes={bytes} />
    </figure>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** A message's headers, one a line. */
export function HeaderLines({ headers }: { headers: Readonly<Record<string, string>> }) {
  const named = Object.entries(headers);
  if (named.length === 0) return "none";
  return named.map(([name, value]) => (
    <code key={name} className={styles.header}>
      {name}: {value}
    </code>
  ));
}
