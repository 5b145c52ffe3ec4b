import { useId, useRef, useState } from "react";
import type { FormEvent } from "react";
import { CHECK_FIELDS, inForceOf } from "./check-fields.ts";
import { draftOf, placeholdersOf, readDraft } from "./connection-form.ts";
import type { Draft, DraftBase, DraftErrors } from "./connection-form.ts";
import styles from "./ConnectionForm.module.css";
import { useFeedControls, useSettings } from "#store/feed.tsx";
import { mergeSettings } from "#store/settings.ts";
import { Button } from "#ui/button/Button.tsx";
import { CheckField } from "#ui/field/CheckField.tsx";
import { TextField } from "#ui/field/TextField.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";

const LOGINS = [
  { value: "none", text: "None" },
  { value: "password", text: "User and password" },
  { value: "token", text: "Token" },
] as const;

/** Where to connect and how to judge. What is left empty is the deployment's to say, or the default. */
export function ConnectionForm() {
  const settings = useSettings();
  const { connect } = useFeedControls();
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings.user));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const doneId = useId();

  const file = settings.deployment.state === "read" ? settings.deployment.file : {};
  const { login: _login, ...withoutUser } = mergeSettings(window.location, file, {}, "");
  const base: DraftBase = {
    settings: withoutUser,
    secretHeldFor: settings.hasSecret ? (settings.user.login?.kind ?? null) : null,
    pageProtocol: window.location.protocol,
  };
  const placeholders = placeholdersOf(base);
  // A field with an error that nobody sees cannot be mended.
  const checksOpen = CHECK_FIELDS.some(({ key }) => errors[key] !== undefined);

  function change(part: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...part }));
    setErrors((before) => without(before, Object.keys(part)));
    setSaved(false);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readDraft(draft, settings.user, base);
    setErrors(read.ok ? {} : read.error);
    setSaved(read.ok);
    if (!read.ok) {
      // After the errors are painted: the first field that has one.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    connect(read.value.user, read.value.secret);
    setDraft(draftOf(read.value.user));
  }

  const text = (field: TextFields) => ({
    value: draft[field],
    error: errors[field] ?? null,
    onChange: (value: string) => change({ [field]: value }),
  });

  return (
    <form className={styles.form} ref={form} onSubmit={submit} noValidate aria-describedby={doneId}>
      <TextField
        label="Server addresses"
        kind="lines"
        placeholder={placeholders.servers}
        hint="WebSocket addresses, one a line, tried in order."
        {...text("servers")}
      />
      <Segmented label="Login" options={LOGINS} value={draft.login} onChange={(login) => change({ login })} />
      {draft.login === "password" && <TextField label="User" autoComplete="username" {...text("user")} />}
      {draft.login !== "none" && (
        <>
          <TextField
            label={draft.login === "password" ? "Password" : "Token"}
            kind="password"
            autoComplete="current-password"
            placeholder={base.secretHeldFor === draft.login ? "held; leave empty to keep it" : ""}
            {...text("secret")}
          />
          <CheckField
            label="Remember on this device"
            checked={draft.remember}
            onChange={(remember) => change({ remember })}
            hint={
              draft.remember
                ? "It stays in this browser until the login is set to none: anyone who uses this browser can read it."
                : "It is kept for this tab only and forgotten when the tab is closed."
            }
          />
        </>
      )}
      <div className={styles.pair}>
        <TextField
          label="Heartbeat interval"
          kind="number"
          unit="s"
          placeholder={placeholders.intervalSeconds}
          hint="For agents that do not say their own."
          {...text("intervalSeconds")}
        />
        <TextField
          label="Gone after"
          kind="number"
          unit="h of silence"
          placeholder={placeholders.goneAfterHours}
          hint="Then an agent is counted, not listed."
          {...text("goneAfterHours")}
        />
        <TextField
          label="Late after"
          kind="number"
          unit="intervals"
          placeholder={placeholders.lateAfterIntervals}
          {...text("lateAfterIntervals")}
        />
        <TextField
          label="Silent after"
          kind="number"
          unit="intervals"
          placeholder={placeholders.silentAfterIntervals}
          {...text("silentAfterIntervals")}
        />
        <TextField
          label="Task overdue after"
          kind="number"
          unit="min"
          placeholder={placeholders.overdueMinutes}
          hint="Empty: three times the 95th percentile of its kind."
          {...text("overdueMinutes")}
        />
        <TextField
          label="Inbox prefix"
          placeholder={placeholders.inboxPrefix}
          hint="Where answers arrive; the login must be allowed to subscribe there."
          {...text("inboxPrefix")}
        />
        <TextField
          label="JetStream domain"
          placeholder={placeholders.domain}
          hint="Only where the streams live behind a leaf node."
          {...text("domain")}
        />
      </div>
      <TextField
        label="HTTP monitors"
        kind="lines"
        placeholder={placeholders.monitors}
        hint="Of each server, one a line: http://host:8222. Asked for the Server page only, and only where the login may not ask the servers themselves."
        {...text("monitors")}
      />
      <details className={styles.checks} open={checksOpen || undefined}>
        <summary>Checks of streams and consumers</summary>
        <p className={styles.hint}>
          Where a stream or a consumer says nothing of its own in its metadata (<code>io.nats.monitor.…</code>).
        </p>
        <div className={styles.pair}>
          {CHECK_FIELDS.map((field) => (
            <TextField
              key={field.key}
              label={field.label}
              kind="number"
              unit={field.unit}
              placeholder={inForceOf(field, base.settings.checks) ?? "not checked"}
              value={draft.checks[field.key] ?? ""}
              error={errors[field.key] ?? null}
              onChange={(value) => {
                setErrors((before) => without(before, [field.key]));
                change({ checks: { ...draft.checks, [field.key]: value } });
              }}
            />
          ))}
        </div>
      </details>
      <div className={styles.actions}>
        <Button type="submit" look="primary">
          Connect
        </Button>
        <output id={doneId} className={styles.done}>
          {saved ? "Kept, and connecting with it." : failedWords(errors)}
        </output>
      </div>
    </form>
  );
}

type TextFields = {
  [Field in keyof Draft]: Draft[Field] extends string ? (string extends Draft[Field] ? Field : never) : never;
}[keyof Draft];

function without(errors: DraftErrors, fields: readonly string[]): DraftErrors {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)));
}

function failedWords(errors: DraftErrors): string {
  const count = Object.keys(errors).length;
  if (count === 0) return "";
  return count === 1
    ? "One field needs a correction; nothing was changed."
    : `${count} fields need a correction; nothing was changed.`;
}
