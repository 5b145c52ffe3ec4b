import type { ReactNode } from "react";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import styles from "./EmptyFleet.module.css";

interface EmptyFleetProps {
  /** Why there is nobody, as far as it is known: "Connected to demo; no beat seen so far." */
  why: string;
  /** Subjects that are listened to. */
  subjects: readonly string[];
  /** The server's address; null while there is none. */
  server: string | null;
  /** Where a beat is published, for the lines to paste. */
  beatSubject: string;
  children?: ReactNode;
}

/** No agent on the screen: what is listened to, where, and what would make one appear. */
export function EmptyFleet({ why, subjects, server, beatSubject, children }: EmptyFleetProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.why}>{why}</p>
      <dl className={styles.facts}>
        <dt>Server</dt>
        <dd>
          <code>{server ?? "none yet"}</code>
        </dd>
        <dt>Listening to</dt>
        <dd>
          {subjects.map((subject) => (
            <code key={subject}>{subject} </code>
          ))}
        </dd>
      </dl>
      {children}
      <p>
        An agent is there from its first heartbeat on. With the nats command line, this is one that beats every 30
        seconds:
      </p>
      <CopyBlock label="Three lines that make an agent" text={linesFor(beatSubject)} />
      <p>
        Or a whole fleet, from a checkout of this project: <code>npm run simulate -- --agents 3</code>
      </p>
    </div>
  );
}

function linesFor(beatSubject: string): string {
  return `while true; do\n  nats pub ${beatSubject} '{"status":"active"}'; sleep 30\ndone`;
}
