import styles from "./AlarmsPage.module.css";
import { silenceWords } from "./silence-choices.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import type { AlarmCareStore } from "#store/alarm-care.ts";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatDuration, formatMoment, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface SilencesPanelProps {
  care: AlarmCare;
  alarms: readonly Alarm[];
  store: AlarmCareStore;
  now: ServerMs;
}

/** Everything that is silenced, for as long as it is: a forgotten silence must be seen. Nothing is the usual case, and takes no room. */
export function SilencesPanel({ care, alarms, store, now }: SilencesPanelProps) {
  const active = care.silences.filter(({ from, until }) => from <= now && now < until);
  if (active.length === 0) return null;
  return (
    <Panel heading="Silences" aside={`${formatPlural(active.length, "silence")} in force`}>
      <ul className={styles.silences} aria-label="Silences">
        {active.map((silence) => (
          <li key={silence.id}>
            <span>
              <strong>{silenceWords(silence)}</strong>{" "}
              <span className={styles.quiet}>
                until <time title={formatMoment(silence.until)}>{formatClock(silence.until, now)}</time>{" "}
                <span aria-live="off">({formatDuration(silence.until - now)} left)</span>
                {silence.reason !== null && `: ${silence.reason}`} · {silencedWords(silence.id, alarms)}
              </span>
            </span>
            <Button look="quiet" onClick={() => store.endSilence(silence.id)}>
              End it now
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function silencedWords(id: string, alarms: readonly Alarm[]): string {
  const count = alarms.filter(({ care }) => care.state === "silenced" && care.by === id).length;
  return count === 0 ? "holds back nothing now" : `holds back ${formatPlural(count, "alarm")} now`;
}
