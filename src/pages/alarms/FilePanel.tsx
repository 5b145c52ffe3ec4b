import styles from "./AlarmsPage.module.css";
import { alarmFileText, parseAlarmFile } from "#store/alarm-file.ts";
import { useAlarmCare } from "#store/alarms.tsx";
import { useFeedControls, useSettings } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import { useId, useState } from "react";

type Said = { state: "nothing" } | { state: "imported"; words: string } | { state: "refused"; words: string };

/** All that this device keeps of alarms, to another device and back. */
export function FilePanel() {
  const { care, history, store } = useAlarmCare();
  const { user } = useSettings();
  const { setAlarms } = useFeedControls();
  const [said, setSaid] = useState<Said>({ state: "nothing" });
  const id = useId();

  function save() {
    const text = alarmFileText({ care, settings: user.alarms ?? {}, history });
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "rollcall-alarms.json";
    link.click();
    URL.revokeObjectURL(address);
  }

  async function load(file: File | undefined) {
    if (file === undefined) return;
    const read = parseAlarmFile(await file.text());
    if (!read.ok) {
      setSaid({ state: "refused", words: read.error });
      return;
    }
    const { settings, ...state } = read.value;
    store.replace(state);
    setAlarms(Object.keys(settings).length === 0 ? undefined : settings);
    const { acknowledged, silences } = state.care;
    const counts = [
      formatPlural(acknowledged.length, "acknowledgement"),
      formatPlural(silences.length, "silence"),
      formatPlural(state.history.length, "event"),
    ];
    setSaid({
      state: "imported",
      words: `Imported: ${counts.join(", ")}, and the thresholds, in place of what was here.`,
    });
  }

  return (
    <Panel heading="On this device">
      <p className={styles.none}>
        Acknowledgements, silences, thresholds and history are kept by this browser. A file takes them to another one.
      </p>
      <div className={styles.file}>
        <Button onClick={save}>Export as a file</Button>
        <label htmlFor={id}>Import a file</label>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            void load(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <output aria-label="Import" className={said.state === "refused" ? styles.warning : styles.quiet}>
          {said.state === "refused" && <AlarmMark alarm="warning" />} {said.state === "nothing" ? "" : said.words}
        </output>
      </div>
    </Panel>
  );
}
