import styles from "./AgentTables.module.css";
import { channelPath } from "../../paths.ts";
import { useFrozenNow } from "#store/feed.tsx";
import type { EventFacts } from "#model/view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatMoment } from "#util/format.ts";

/** What it sent besides beats, newest first. @param most as many as were asked for: when they all came there may be more */
export function MessageTable({ events, most }: { events: readonly EventFacts[]; most: number }) {
  const seen = useFrozenNow();
  if (events.length === 0) {
    return (
      <Panel heading="Messages">
        <p className={styles.none}>It sent nothing but beats within the history held.</p>
      </Panel>
    );
  }
  return (
    <Panel heading="Messages" aside={events.length >= most ? `the newest ${most}` : undefined}>
      <table className={styles.table} aria-label="Messages">
        <thead>
          <tr>
            <th scope="col" className={styles.time}>
              Stored
            </th>
            <th scope="col" className={styles.channel}>
              Channel
            </th>
            <th scope="col">Text</th>
            <th scope="col" className={styles.sequence}>
              Stream and sequence
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={`${event.stream} ${event.seq}`}>
              <td className={styles.time} title={formatMoment(event.at)}>
                {formatClockSeconds(event.at, seen ?? event.at)}
              </td>
              <td className={styles.channel} title={event.subject}>
                {event.channel}
              </td>
              <td className={styles.text}>
                {event.text}
                {event.cut && " …"}
              </td>
              <td className={styles.sequence}>
                <a href={channelPath(event.channel, { shape: "messages", open: event })}>
                  {event.stream} {event.seq}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
