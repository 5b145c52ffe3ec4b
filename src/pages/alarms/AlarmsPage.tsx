import { AnnouncePanel } from "./AnnouncePanel.tsx";
import styles from "./AlarmsPage.module.css";
import { alarmsSentence } from "./alarms-sentence.ts";
import { FilePanel } from "./FilePanel.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { RatePanel } from "./RatePanel.tsx";
import { RulesPanel } from "./RulesPanel.tsx";
import type { AlarmsSearch } from "./search.ts";
import { windowMs } from "./search.ts";
import { SilencesPanel } from "./SilencesPanel.tsx";
import { SpansPanel } from "./SpansPanel.tsx";
import { StandingPanel } from "./StandingPanel.tsx";
import { occurrencesOf } from "#model/alarms/occurrences.ts";
import { serverNow } from "#model/clock.ts";
import { useAlarmCare, useAlarms } from "#store/alarms.tsx";
import { useObserverNow, useView } from "#store/feed.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";

const route = getRouteApi("/alarms");

const SHOW_OPTIONS = [
  { value: "now", text: "Now" },
  { value: "history", text: "History and rate" },
  { value: "rules", text: "Rules" },
] as const;

/** Whether somebody has to act: what stands, what was done about it, what happened, and by which rules. */
export function AlarmsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const alarms = useAlarms();
  const view = useView((all) => all.alarms);
  const clock = useView((all) => all.clock);
  const moment = useObserverNow();
  // What somebody does here is done now, also while the fleet is not seen; an alarm's age goes on as well.
  const now = serverNow(clock, moment) ?? moment;
  const { care, history, store } = useAlarmCare();
  const occurrences = useMemo(() => occurrencesOf(history, alarms), [history, alarms]);
  const change = (part: Partial<AlarmsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false });
  return (
    <PageFrame name="Alarms" sentence={alarmsSentence(alarms, view)}>
      <div className={styles.shows}>
        <Segmented
          label="Show"
          quiet
          options={SHOW_OPTIONS}
          value={search.show}
          onChange={(show) => change({ show })}
        />
      </div>
      {search.show !== "rules" && (
        <SpansPanel
          occurrences={occurrences}
          window={{ from: now - windowMs(search), to: now }}
          watchedSince={Math.min(history[0]?.at ?? now, view.rate.since ?? now)}
          chosen={search.window}
          onChoose={(window) => change({ window })}
        />
      )}
      {search.show === "now" && (
        <>
          <StandingPanel alarms={alarms} view={view} store={store} now={now} />
          <SilencesPanel care={care} alarms={alarms} store={store} now={now} />
          <AnnouncePanel />
        </>
      )}
      {search.show === "history" && (
        <>
          <RatePanel rate={view.rate} now={now} />
          <HistoryPanel occurrences={occurrences} now={now} />
        </>
      )}
      {search.show === "rules" && (
        <>
          <RulesPanel rules={view.rules} now={now} />
          <FilePanel />
        </>
      )}
    </PageFrame>
  );
}
