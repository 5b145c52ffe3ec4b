import { useId } from "react";
import styles from "./Field.module.css";

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is the matter with what was entered; null when nothing is. */
  error: string | null;
  /** What the field is for, under it. */
  hint?: string;
  /** What holds while the field is empty. */
  placeholder?: string;
  kind?: "text" | "password" | "lines" | "number";
  /** The unit that a number is in. */
  unit?: string;
  autoComplete?: string;
}

/** One line (or a few) of text with its name above, and what is wrong with it below, read out with the field. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, error, hint, placeholder, kind = "text", unit, autoComplete = "off" } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint === undefined ? "" : hintId, error === null ? "" : errorId].filter(Boolean).join(" ");
  const shared = {
    id,
    value,
    placeholder,
    autoComplete,
    spellCheck: false,
    autoCapitalize: "off",
    "aria-invalid": error !== null,
    "aria-describedby": described === "" ? undefined : described,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {kind === "lines" ? (
        <textarea className={styles.input} rows={2} {...shared} />
      ) : (
        <span className={styles.line}>
          <input
            className={kind === "number" ? `${styles.input} ${styles.number}` : styles.input}
            type={kind === "password" ? "password" : "text"}
            inputMode={kind === "number" ? "decimal" : undefined}
            {...shared}
          />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </span>
      )}
      {hint !== undefined && (
        <p className={styles.hint} id={hintId}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p className={styles.error} id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}
