import styles from "./AlarmsPage.module.css";
import type { SilenceBy, SilenceLength } from "./silence-choices.ts";
import { commonPrefix, SILENCE_LENGTHS, silenceChoices, silenceOf } from "./silence-choices.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import type { AlarmCareStore } from "#store/alarm-care.ts";
import { Button } from "#ui/button/Button.tsx";
import { Choice } from "#ui/choice/Choice.tsx";
import { TextField } from "#ui/field/TextField.tsx";
import type { ServerMs } from "#util/units.ts";
import { useState } from "react";

interface SilenceFormProps {
  alarm: Alarm;
  now: ServerMs;
  store: AlarmCareStore;
  onDone: () => void;
}

/** What is to be silent, and until when: a silence always has an end. */
export function SilenceForm({ alarm, now, store, onDone }: SilenceFormProps) {
  const choices = silenceChoices(alarm);
  const [by, setBy] = useState<SilenceBy>(choices[0]?.value ?? "rule");
  const [prefix, setPrefix] = useState(() => commonPrefix(alarm));
  const [length, setLength] = useState<SilenceLength>("1h");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const what = silenceOf(alarm, by, prefix);

  function submit(event: React.FormEvent) {
    event.preventDefault();
    setTried(true);
    const ms = SILENCE_LENGTHS.find(({ value }) => value === length)?.ms;
    if (what === null || ms === undefined) return;
    store.silence({ what, from: now, until: now + ms, reason: reason.trim() === "" ? null : reason.trim() });
    onDone();
  }

  return (
    <form className={styles.silence} onSubmit={submit} aria-label={`Silence ${alarm.subject}`}>
      <Choice label="Silence" options={choices} value={by} neutral={by} onChange={setBy} />
      {by === "prefix" && (
        <TextField
          label="Names that begin with"
          value={prefix}
          onChange={setPrefix}
          error={tried && what === null ? "Enter how the names begin." : null}
        />
      )}
      <Choice label="for" options={SILENCE_LENGTHS} value={length} neutral={length} onChange={setLength} />
      <TextField label="Reason (optional)" value={reason} onChange={setReason} error={null} />
      <span className={styles.buttons}>
        <Button type="submit">Silence</Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
