import { alarmSpans } from "./alarm-spans.ts";
import styles from "./AlarmsPage.module.css";
import { WINDOWS } from "./search.ts";
import type { AlarmsSearch } from "./search.ts";
import type { Occurrence } from "#model/alarms/occurrences.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { SpanChart } from "#ui/span-chart/SpanChart.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const OPTIONS = WINDOWS.map((value) => ({ value, text: value.replace(/[a-z]/u, (unit) => ` ${unit}`) }));

interface SpansPanelProps {
  occurrences: readonly Occurrence[];
  window: { from: ServerMs; to: ServerMs };
  /** Nobody on this device looked before. */
  watchedSince: ServerMs;
  chosen: AlarmsSearch["window"];
  onChoose: (window: AlarmsSearch["window"]) => void;
}

/** When each alarm stood, over one axis: what comes back again and again is seen at a glance. */
export function SpansPanel({ occurrences, window, watchedSince, chosen, onChoose }: SpansPanelProps) {
  const { rows, left } = alarmSpans(occurrences, window);
  return (
    <Panel
      heading="Alarms over time"
      aside={<Segmented label="Window" quiet options={OPTIONS} value={chosen} onChange={onChoose} />}
    >
      {rows.length === 0 ? (
        <p className={styles.none}>No alarm stood in this window while this page was open on this device.</p>
      ) : (
        <SpanChart name="When each alarm stood" rows={rows} window={window} watchedSince={watchedSince} />
      )}
      {watchedSince > window.from && rows.length > 0 && (
        <p className={styles.none}>Hatched: no page of this device looked then.</p>
      )}
      {left > 0 && <p className={styles.none}>{formatPlural(left, "more alarm")} in this window.</p>}
    </Panel>
  );
}
