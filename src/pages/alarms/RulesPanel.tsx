import styles from "./AlarmsPage.module.css";
import { RuleRow } from "./RuleRow.tsx";
import { draftOf, readDraft, sameDraft } from "./rules-draft.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { RuleId, RuleState } from "#model/alarms/alarm.ts";
import { rulesInOrder } from "#model/alarms/rules.ts";
import { useFeedControls, useSettings } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useState } from "react";

/** Every rule: what it means, whether it is judged here, at what figures and who says so. Kept on this device, over the deployment's. */
export function RulesPanel({ rules, now }: { rules: Readonly<Record<RuleId, RuleState>>; now: ServerMs }) {
  const { user, deployment } = useSettings();
  const { setAlarms } = useFeedControls();
  const said = deployment.state === "read" ? deployment.file.alarms : undefined;
  const kept = draftOf(user.alarms, said);
  const [changed, setChanged] = useState<RulesDraft | null>(null);
  const [done, setDone] = useState("");
  const draft = changed ?? kept;
  const read = readDraft(draft, said);
  const isChanged = changed !== null && !sameDraft(changed, kept);

  function change(part: Partial<RulesDraft>) {
    setChanged({ ...draft, ...part });
    setDone("");
  }

  function save(event: React.FormEvent) {
    event.preventDefault();
    if (!read.ok) {
      setDone(`${formatPlural(Object.keys(read.error).length, "figure needs", "figures need")} a correction.`);
      return;
    }
    setAlarms(read.value);
    setChanged(null);
    setDone("Kept on this device, and judged by from now on.");
  }

  const unjudged = Object.values(rules).filter(({ state }) => state === "not-judged").length;
  return (
    <form onSubmit={save} noValidate aria-label="Rules">
      <Panel
        heading="Rules"
        aside={unjudged === 0 ? "all are judged" : `${formatPlural(unjudged, "rule")} not judged here`}
      >
        <ul className={styles.rules}>
          {rulesInOrder().map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              state={rules[rule.id]}
              draft={draft}
              said={said}
              errors={read.ok ? {} : read.error}
              now={now}
              onChange={change}
            />
          ))}
        </ul>
        <div className={styles.save} data-changed={isChanged}>
          <Button type="submit" look={isChanged ? "primary" : "plain"}>
            Save
          </Button>
          {isChanged && (
            <Button
              look="quiet"
              onClick={() => {
                setChanged(null);
                setDone("");
              }}
            >
              Discard
            </Button>
          )}
          <output className={styles.quiet} aria-label="Rules saved">
            {isChanged && done === "" ? "Not saved yet." : done}
          </output>
        </div>
      </Panel>
    </form>
  );
}
