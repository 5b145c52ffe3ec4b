import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { ReactNode } from "react";
import { useId } from "react";
import styles from "./AlarmList.module.css";

export interface ListedAlarm {
  key: string;
  severity: "critical" | "warning" | "notice";
  /** What kind of thing happened: "Agent silent". */
  title: string;
  sentence: string;
  /** The list or page that it is about. */
  href: string;
  remedy: string;
  /** "since 12:03", and the whole moment for its title. */
  since: { words: string; whole: string };
  /** How long it stands; shown, not spoken. */
  age: string;
  /** "recovering", "acknowledged 12:05: being replaced"; null: nothing to add. */
  state: string | null;
  /** Somebody has taken care: it is still there, and no longer calls. */
  quiet: boolean;
  /** Each of those that it is about, where it is about several. */
  members: readonly { text: string; href: string }[];
  /** How many more there are than are named. */
  more: number;
}

interface AlarmListProps {
  /** What they have in common: "Critical", "Acknowledged". */
  name: string;
  alarms: readonly ListedAlarm[];
  /** What can be done about one. */
  renderActions?: (alarm: ListedAlarm) => ReactNode;
  /** Stands to the right of the name: a figure, a button. */
  aside?: ReactNode;
}

/** Alarms that stand: what is wrong in a sentence, since when, what to do, and what can be done here. Knows nothing of where they come from. */
export function AlarmList({ name, alarms, renderActions, aside }: AlarmListProps) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 className={styles.name} id={id}>
          {name} <span className={styles.count}>{alarms.length}</span>
        </h3>
        {aside}
      </div>
      <ul className={styles.alarms} aria-labelledby={id}>
        {alarms.map((alarm) => (
          <li key={alarm.key} className={alarm.quiet ? styles.quiet : styles.loud} data-severity={alarm.severity}>
            <div className={styles.what}>
              <span className={styles.mark}>
                <AlarmMark alarm={alarm.severity} />
              </span>
              <p className={styles.sentence}>
                <a href={alarm.href}>{alarm.sentence}</a>
              </p>
              <p className={styles.kind}>
                {/* The group's name says it of those that call. */}
                {alarm.quiet && `${alarm.severity} · `}
                {alarm.title} · <time title={alarm.since.whole}>{alarm.since.words}</time>{" "}
                <span aria-live="off">({alarm.age})</span>
                {alarm.state !== null && <span className={styles.state}> · {alarm.state}</span>}
              </p>
              {alarm.members.length > 1 && (
                <p className={styles.members}>
                  {alarm.members.map(({ text, href }) => (
                    <a key={text} href={href}>
                      {text}
                    </a>
                  ))}
                  {alarm.more > 0 && <span>and {alarm.more} more</span>}
                </p>
              )}
              {!alarm.quiet && <p className={styles.remedy}>{alarm.remedy}</p>}
            </div>
            {renderActions !== undefined && <div className={styles.actions}>{renderActions(alarm)}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
