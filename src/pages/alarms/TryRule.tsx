import styles from "./AlarmsPage.module.css";
import { triedWords } from "./tried-words.ts";
import type { RuleId } from "#model/alarms/alarm.ts";
import type { AlarmThresholds } from "#model/alarms/thresholds.ts";
import { useAskOnce } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { HOUR_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";
import { useState } from "react";

interface TryRuleProps {
  rule: RuleId;
  title: string;
  /** As they are typed; null: one of them is no figure that the rule can go by. */
  thresholds: Partial<AlarmThresholds> | null;
  now: ServerMs;
}

const WINDOW_MS = 6 * HOUR_MS;

/** A rule with the figures that are typed, tried against the past that is on the screen, before anything is saved. */
export function TryRule({ rule, title, thresholds, now }: TryRuleProps) {
  const ask = useAskOnce();
  const [said, setSaid] = useState({ typed: "", words: "" });
  const typed = JSON.stringify(thresholds);

  function tryIt() {
    if (thresholds === null) return;
    void ask({ kind: "alarm-try", rule, thresholds, windowMs: WINDOW_MS }).then(
      (tried) => setSaid({ typed, words: triedWords(tried, now) }),
      () => setSaid({ typed, words: "No answer: this page's worker is not there." }),
    );
  }

  return (
    <span className={styles.try}>
      <Button look="quiet" onClick={tryIt} title={`Try "${title}" against the past on the screen`}>
        Try
      </Button>
      {/* What was found with other figures says nothing of these. */}
      <output aria-label={`${title} tried`}>{said.typed === typed ? said.words : ""}</output>
    </span>
  );
}
