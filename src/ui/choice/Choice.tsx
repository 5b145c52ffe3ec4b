import styles from "./Choice.module.css";

interface ChoiceProps<T extends string> {
  /** What is chosen: "Owner". Stands before the choice. */
  label: string;
  options: readonly { value: T; text: string }[];
  value: T;
  /** The choice that narrows nothing: every other one is marked as in force. */
  neutral: T;
  onChange: (value: T) => void;
}

/** One of many in little room: a select that shows at a glance whether it narrows anything. */
export function Choice<T extends string>({ label, options, value, neutral, onChange }: ChoiceProps<T>) {
  return (
    <label className={styles.choice} data-set={value === neutral ? undefined : ""}>
      <span className={styles.label}>{label}</span>
      <select
        className={styles.select}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
