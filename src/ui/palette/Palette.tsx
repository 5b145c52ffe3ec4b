/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role --
   ARIA's combobox pattern: the box keeps the focus while arrows choose. */
import styles from "./Palette.module.css";
import type { KeyboardEvent } from "react";
import { useEffect, useId, useRef, useState } from "react";

export interface PaletteOption {
  key: string;
  text: string;
  /** What it is ("agent", "page"), or its keys. */
  hint: string;
  run: () => void;
}

interface PaletteProps {
  /** What it is for: its accessible name. */
  name: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly PaletteOption[];
  onClose: () => void;
}

/** One box over the page from which anything can be opened by typing a part of its name. Esc or a click beside it closes it. */
export function Palette({ name, placeholder, value, onChange, options, onClose }: PaletteProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [chosen, setChosen] = useState(0);
  const marked = options.length === 0 ? null : Math.min(chosen, options.length - 1);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (marked !== null)
      document.querySelector(`#${CSS.escape(`${id}-${marked}`)}`)?.scrollIntoView({ block: "nearest" });
  }, [id, marked]);

  function take(option: PaletteOption | undefined): void {
    if (option === undefined) return;
    onClose();
    option.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const count = options.length;
    if (event.key === "Enter") take(marked === null ? undefined : options[marked]);
    else if (event.key === "ArrowDown") setChosen(count === 0 ? 0 : ((marked ?? -1) + 1) % count);
    else if (event.key === "ArrowUp") setChosen(count === 0 ? 0 : ((marked ?? 0) - 1 + count) % count);
    else return;
    event.preventDefault();
  }

  return (
    // Esc is the dialog's own; a click beside it is for the pointer alone.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={name}
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={name}
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={marked === null ? undefined : `${id}-${marked}`}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className={styles.list} id={`${id}-list`} role="listbox" aria-label="What was found">
        {options.map((option, index) => (
          // The keys are the box's, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={option.key}
            id={`${id}-${index}`}
            className={styles.option}
            role="option"
            aria-selected={index === marked}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            <span className={styles.text}>{option.text}</span>
            <span className={styles.hint}>{option.hint}</span>
          </li>
        ))}
      </ul>
      {options.length === 0 && <p className={styles.none}>Nothing has these letters in its name.</p>}
    </dialog>
  );
}
