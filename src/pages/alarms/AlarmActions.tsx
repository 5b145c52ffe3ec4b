import styles from "./AlarmsPage.module.css";
import { SilenceForm } from "./SilenceForm.tsx";
import type { Alarm } from "#model/alarms/alarm.ts";
import type { AlarmCareStore } from "#store/alarm-care.ts";
import { Button } from "#ui/button/Button.tsx";
import { TextField } from "#ui/field/TextField.tsx";
import type { ServerMs } from "#util/units.ts";
import { useState } from "react";

interface AlarmActionsProps {
  alarm: Alarm;
  now: ServerMs;
  store: AlarmCareStore;
}

/** What can be done about one alarm: at one click, with a reason afterwards for who has one. */
export function AlarmActions({ alarm, now, store }: AlarmActionsProps) {
  const [open, setOpen] = useState<"reason" | "silence" | null>(null);
  const { care, key } = alarm;
  if (open === "silence") {
    return <SilenceForm alarm={alarm} now={now} store={store} onDone={() => setOpen(null)} />;
  }
  if (open === "reason" && care.state === "acknowledged") {
    return (
      <ReasonForm
        subject={alarm.subject}
        before={care.reason ?? ""}
        onDone={(reason) => {
          if (reason !== undefined) store.acknowledge([alarm], reason, now);
          setOpen(null);
        }}
      />
    );
  }
  switch (care.state) {
    case "none":
      return (
        <>
          <Button onClick={() => store.acknowledge([alarm], null, now)}>Acknowledge</Button>
          <Button look="quiet" onClick={() => setOpen("silence")}>
            Silence…
          </Button>
        </>
      );
    case "acknowledged":
      return (
        <>
          <Button look="quiet" onClick={() => setOpen("reason")}>
            {care.reason === null ? "Add a reason" : "Change the reason"}
          </Button>
          <Button look="quiet" onClick={() => store.unacknowledge([key])}>
            Take back
          </Button>
        </>
      );
    case "silenced":
      return (
        <Button look="quiet" onClick={() => store.endSilence(care.by)}>
          End the silence
        </Button>
      );
  }
}

interface ReasonFormProps {
  subject: string;
  before: string;
  /** Undefined: left as it was. */
  onDone: (reason: string | null | undefined) => void;
}

function ReasonForm({ subject, before, onDone }: ReasonFormProps) {
  const [reason, setReason] = useState(before);
  return (
    <form
      className={styles.silence}
      aria-label={`Reason, ${subject}`}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(reason.trim() === "" ? null : reason.trim());
      }}
    >
      <TextField label="Reason" value={reason} onChange={setReason} error={null} />
      <span className={styles.buttons}>
        <Button type="submit">Keep</Button>
        <Button look="quiet" onClick={() => onDone(undefined)}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
