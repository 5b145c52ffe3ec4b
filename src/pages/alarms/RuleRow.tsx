import styles from "./AlarmsPage.module.css";
import type { RulesDraft, SaidSettings } from "./rules-draft.ts";
import { readThreshold, shownThreshold, thresholdsOfRule, typedText, underlying, unitOf } from "./rules-draft.ts";
import { TryRule } from "./TryRule.tsx";
import type { RuleState } from "#model/alarms/alarm.ts";
import type { AlarmRule } from "#model/alarms/rules.ts";
import type { AlarmThresholds, ThresholdKey } from "#model/alarms/thresholds.ts";
import { THRESHOLD_KEYS, THRESHOLD_SPECS } from "#model/alarms/thresholds.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CheckField } from "#ui/field/CheckField.tsx";
import { TextField } from "#ui/field/TextField.tsx";
import { formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface RuleRowProps {
  rule: AlarmRule;
  state: RuleState;
  draft: RulesDraft;
  /** What the deployment says. */
  said: SaidSettings;
  errors: Partial<Record<ThresholdKey, string>>;
  now: ServerMs;
  onChange: (part: Partial<RulesDraft>) => void;
}

export function RuleRow({ rule, state, draft, said, errors, now, onChange }: RuleRowProps) {
  const keys = thresholdsOfRule(rule.id);
  const isOn = !draft.off.includes(rule.id);
  return (
    <li className={styles.rule} aria-label={rule.title}>
      <div className={styles.ruleWords}>
        <h3 className={styles.ruleName}>
          <span className={isOn ? undefined : styles.offMark}>
            <AlarmMark alarm={rule.severity} />
          </span>{" "}
          {rule.title} <span className={styles.quiet}>{rule.severity}</span>
        </h3>
        <p className={styles.meaning}>{rule.meaning}</p>
        <p className={styles.quiet}>{delayWords(rule)}</p>
        {state.state === "not-judged" && (
          <p className={styles.unjudged}>
            <AlarmMark alarm="unknown" /> Not judged: {state.why}
          </p>
        )}
      </div>
      <div className={styles.figures}>
        {keys.map((key) => (
          <Figure
            key={key}
            name={key}
            text={draft.thresholds[key] ?? ""}
            said={said}
            error={errors[key] ?? null}
            onChange={(text) => onChange({ thresholds: { ...draft.thresholds, [key]: text } })}
          />
        ))}
        {keys.length === 0 && <p className={styles.quiet}>{figureless(rule)}</p>}
      </div>
      <div className={styles.ruleEnd}>
        <CheckField
          label="Judged"
          checked={isOn}
          onChange={(on) => onChange({ off: on ? draft.off.filter((id) => id !== rule.id) : [...draft.off, rule.id] })}
        />
        {rule.hasHistory && (
          <TryRule rule={rule.id} title={rule.title} thresholds={typedThresholds(draft, said)} now={now} />
        )}
      </div>
    </li>
  );
}

interface FigureProps {
  name: ThresholdKey;
  text: string;
  said: SaidSettings;
  error: string | null;
  onChange: (text: string) => void;
}

function Figure({ name, text, said, error, onChange }: FigureProps) {
  const base = underlying(name, said);
  const shown = String(shownThreshold(name, base.value));
  const unit = unitOf(name);
  const standard = `default ${shownThreshold(name, THRESHOLD_SPECS[name].default)} ${unit}`;
  const hint =
    text.trim() !== ""
      ? `from this device; ${base.from === "default" ? standard : `rollcall.json says ${shown} ${unit}`}`
      : base.from === "default"
        ? "default"
        : `from rollcall.json; ${standard}`;
  return (
    <TextField
      label={THRESHOLD_SPECS[name].label}
      kind="number"
      unit={unit}
      placeholder={shown}
      hint={hint}
      value={text}
      error={error}
      onChange={onChange}
    />
  );
}

/** The figures of every rule as they are typed; null where one is none. */
function typedThresholds(draft: RulesDraft, said: SaidSettings): Partial<AlarmThresholds> | null {
  const typed: Partial<Record<ThresholdKey, number>> = { ...said?.thresholds };
  for (const key of THRESHOLD_KEYS) {
    const text = typedText(draft, key);
    if (text === "") continue;
    const value = readThreshold(key, text);
    if (value === null) return null;
    typed[key] = value;
  }
  return typed;
}

function delayWords({ onDelayMs, offDelayMs, endsWhen, groupFrom }: AlarmRule): string {
  const parts = [
    onDelayMs === 0 ? "Raised at once" : `Raised after ${formatDuration(onDelayMs)}`,
    endsWhen ?? (offDelayMs === 0 ? "over at once" : `over after ${formatDuration(offDelayMs)}`),
    ...(groupFrom !== null && groupFrom > 1 ? [`one alarm from ${groupFrom} on`] : []),
  ];
  return `${parts[0]}; ${endsWhen === null ? parts[1] : `over when ${endsWhen}`}${parts[2] === undefined ? "" : `; ${parts[2]}`}.`;
}

function figureless({ from }: AlarmRule): string {
  return from === "agents" ? "By the bounds of liveness, under Connection." : "No figure to set.";
}
