import styles from "./AlarmsPage.module.css";
import { rateRows, rateSentence } from "./rate-rows.ts";
import type { AlarmRate } from "#model/alarms/alarm-rate.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatCount } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Whether the alarms themselves can be attended to: past these figures they are not read any more. */
export function RatePanel({ rate, now }: { rate: AlarmRate; now: ServerMs }) {
  const { critical, warning, notice } = rate.raised;
  return (
    <Panel
      heading="Alarm rate"
      aside={rate.since === null ? "not counted yet" : `counted since ${formatClock(rate.since, now)}`}
    >
      <p className={styles.none}>
        {rateSentence(rate)}{" "}
        {`Raised: ${formatCount(critical)} critical, ${formatCount(warning)} warnings, ${formatCount(notice)} notices; ${formatCount(rate.lastHour)} in the last hour.`}
      </p>
      <div className={styles.rate}>
        <table className={styles.table} aria-label="Alarm rate against targets">
          <thead>
            <tr>
              <th scope="col">For one person (EEMUA 191)</th>
              <th scope="col">Is</th>
              <th scope="col">Should be</th>
            </tr>
          </thead>
          <tbody>
            {rateRows(rate).map(({ id, label, is, most, met }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td className={met === false ? styles.notice : undefined}>
                  {met === false && <AlarmMark alarm="notice" />} {is}
                </td>
                <td className={styles.quiet}>{most}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
