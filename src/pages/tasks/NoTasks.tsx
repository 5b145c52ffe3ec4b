import styles from "./NoTasks.module.css";
import { taskSubject } from "#contract/subjects.ts";
import type { Connection } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import { useSettings, useView } from "#store/feed.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import { unreachable } from "#util/assert.ts";

/** No task is held: why, what is listened to, and what would make one appear. */
export function NoTasks() {
  const connection = useView((view) => view.connection);
  const whole = useView((view) => view.tasks.whole);
  const sources = useView((view) => view.sources);
  const prefixes = useSettings().inForce?.prefixes;
  const subject = taskSubject("available", prefixes);
  return (
    <div className={styles.empty}>
      <p className={styles.why}>{whyEmpty(connection, whole)}</p>
      <dl className={styles.facts}>
        <dt>Server</dt>
        <dd>
          <code>
            {connection.state === "live" || connection.state === "stale" ? connection.server.url : "none yet"}
          </code>
        </dd>
        <dt>Listening to</dt>
        <dd>
          {sources
            .flatMap(({ subjects }) => subjects)
            .map((heard) => (
              <code key={heard}>{heard} </code>
            ))}
        </dd>
      </dl>
      <p>A task is there from its first message on. With the nats command line, this makes one that waits:</p>
      <CopyBlock
        label="A line that makes a task"
        text={`nats pub ${subject} '{"task_id":"my-first-task","title":"Say hello","status":"available"}'`}
      />
    </div>
  );
}

function whyEmpty(connection: Connection, whole: boolean): string {
  switch (connection.state) {
    case "connecting":
      return "Not connected yet.";
    case "live":
      return whole
        ? `Connected to ${serverLabel(connection.server)}; no task message is stored there, and none was heard since.`
        : `Connected to ${serverLabel(connection.server)}; the past is still being read, and no task was in it so far.`;
    case "stale":
    case "lost":
      return "The connection was lost before any task was seen.";
    case "refused":
      return "The server does not let this page in.";
    default:
      return unreachable(connection);
  }
}
