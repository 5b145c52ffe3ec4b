import styles from "./ConnectionStatus.module.css";
import { connectionWords, historyWords } from "./connection-words.ts";
import { serverNow } from "#model/clock.ts";
import { serverLabel } from "#model/server-label.ts";
import { connectionPath } from "../../paths.ts";
import { useObserverNow, useView } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatAge } from "#util/format.ts";

/** The connection, on every page: what we are connected to, how fast it answers, how old the newest data is. */
export function ConnectionStatus() {
  const now = useObserverNow();
  const connection = useView((view) => view.connection);
  const sight = useView((view) => view.sight);
  const history = useView((view) => view.history);
  // Once a tick, not once a patch: digits that run ten times a second tell nothing.
  const { ageMs } = useView(
    (view) => {
      // Agents' ages stand still while we do not see; what is on the screen grows old all the same, and this is where it is said.
      const at = serverNow(view.clock, now);
      return { now, ageMs: at === null || view.newestAt === null ? null : Math.max(0, at - view.newestAt) };
    },
    (a, b) => a.now === b.now && (a.ageMs === null) === (b.ageMs === null),
  );
  const words = connectionWords(connection, sight, history);
  const past = connection.state === "live" ? historyWords(history, now) : null;

  return (
    <output className={styles.status} aria-label="Connection">
      <span className={styles.state}>
        {words.alarm && <AlarmMark alarm={words.alarm} />}
        <span className={words.alarm ? styles[words.alarm] : undefined}>{words.word}</span>
      </span>
      <a className={styles.server} href={connectionPath()} title={words.url}>
        <span className={styles.name}>{words.server === null ? words.url : serverLabel(words.server)}</span>
        {words.server !== null && <span>{` ${words.server.version}`}</span>}
      </a>
      <span className={styles.figures} aria-live="off">
        {words.roundTrip !== null && <span>{`round trip ${words.roundTrip}`}</span>}
        {ageMs !== null && <span>{`data ${formatAge(ageMs)} old`}</span>}
        {past !== null && <span>{past}</span>}
      </span>
    </output>
  );
}
