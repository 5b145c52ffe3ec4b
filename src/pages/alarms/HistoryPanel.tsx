import { endWords } from "./alarm-spans.ts";
import styles from "./AlarmsPage.module.css";
import type { Occurrence } from "#model/alarms/occurrences.ts";
import { ALARM_RULES } from "#model/alarms/rules.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatMoment } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useState } from "react";

const STEP = 50;

/** Each alarm that stood while a page of this device was open, the newest first. */
export function HistoryPanel({ occurrences, now }: { occurrences: readonly Occurrence[]; now: ServerMs }) {
  const [shown, setShown] = useState(STEP);
  return (
    <Panel heading="History" aside="as this device saw it">
      {occurrences.length === 0 ? (
        <p className={styles.none}>Nothing was raised yet while this page was open on this device.</p>
      ) : (
        <table className={styles.table} aria-label="History of alarms">
          <thead>
            <tr>
              <th scope="col">Raised</th>
              <th scope="col">Severity</th>
              <th scope="col">Alarm</th>
              <th scope="col">What it said</th>
              <th scope="col">End</th>
            </tr>
          </thead>
          <tbody>
            {occurrences.slice(0, shown).map((one) => (
              <tr key={one.id}>
                <td>
                  <time title={formatMoment(one.raisedAt)}>{formatClockSeconds(one.raisedAt, now)}</time>
                </td>
                <td className={one.end.state === "standing" ? styles[one.severity] : styles.quiet}>
                  {one.end.state === "standing" && <AlarmMark alarm={one.severity} />} {one.severity}
                </td>
                <td>{ALARM_RULES[one.rule].title}</td>
                <td className={styles.said}>{one.sentence}</td>
                <td className={styles.quiet}>{endWords(one, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {occurrences.length > shown && (
        <Button look="quiet" onClick={() => setShown(shown + STEP)}>
          {`${Math.min(STEP, occurrences.length - shown)} more`}
        </Button>
      )}
    </Panel>
  );
}
