import { AlarmActions } from "./AlarmActions.tsx";
import styles from "./AlarmsPage.module.css";
import { alarmGroups, careWords, listedAlarm } from "./listed-alarms.ts";
import type { AlarmGroup } from "./listed-alarms.ts";
import type { Alarm, AlarmsView } from "#model/alarms/alarm.ts";
import type { AlarmCareStore } from "#store/alarm-care.ts";
import { AlarmList } from "#ui/alarm-list/AlarmList.tsx";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface StandingPanelProps {
  alarms: readonly Alarm[];
  view: AlarmsView;
  store: AlarmCareStore;
  /** Ages. */
  now: ServerMs;
}

/** What stands, by severity; what somebody has taken care of is under it, and never out of sight. */
export function StandingPanel({ alarms, view, store, now }: StandingPanelProps) {
  const { counts, judgedAt } = view;
  const all = counts.critical + counts.warning + counts.notice;
  return (
    <Panel heading="Standing" aside={careWords(alarms, now) ?? undefined}>
      {alarms.length === 0 && (
        <p className={styles.none}>
          {judgedAt === null
            ? "Nothing is judged yet: the first look comes with the server's time and the agents' last beats."
            : `Nothing stands. Last judged ${formatClockSeconds(judgedAt, now)}.`}
        </p>
      )}
      {alarmGroups(alarms).map((group) => (
        <Group key={group.name} group={group} store={store} now={now} />
      ))}
      {all > alarms.length && (
        <p className={styles.none}>{formatPlural(all - alarms.length, "more alarm")} are not listed.</p>
      )}
    </Panel>
  );
}

function Group({ group, store, now }: { group: AlarmGroup; store: AlarmCareStore; now: ServerMs }) {
  const { name, care, alarms } = group;
  const byKey = new Map(alarms.map((alarm) => [alarm.key, alarm]));
  return (
    <AlarmList
      name={name}
      alarms={alarms.map((alarm) => listedAlarm(alarm, now))}
      aside={
        care === "loud" &&
        alarms.length > 1 && (
          <Button look="quiet" onClick={() => store.acknowledge(alarms, null, now)}>
            {`Acknowledge all ${alarms.length}`}
          </Button>
        )
      }
      renderActions={({ key }) => {
        const alarm = byKey.get(key);
        return alarm === undefined ? null : <AlarmActions alarm={alarm} now={now} store={store} />;
      }}
    />
  );
}
