import styles from "./FilterBox.module.css";
import type { KeyboardEvent } from "react";
import { useId, useRef, useState } from "react";

export interface Offer {
  /** What the box holds with it taken, and where the caret stands then. */
  text: string;
  caret: number;
  word: string;
  about: string;
}

interface FilterBoxProps {
  /** "Search agents": its accessible name. */
  name: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** What could come where the caret stands, the likeliest first. */
  complete: (text: string, caret: number) => readonly Offer[];
  /** What of the text could not be read, as sentences; what they are about is left out of the filter. */
  errors: readonly string[];
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role --
   ARIA's combobox pattern: a <datalist> offers whole values only, and these are pieces at the caret. */

/**
 * One line in which a list is narrowed by words and terms. What could come next is offered below it: arrows choose, Enter or Tab takes, Esc
 * closes. What cannot be read is said under it and read out with it.
 */
export function FilterBox({ name, placeholder, value, onChange, complete, errors }: FilterBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  // Offered while somebody types, not to everyone who comes by.
  const offers = caret === null ? [] : complete(value, Math.min(caret, value.length));
  const isOpen = offers.length > 0;
  const marked = chosen === null ? null : Math.min(chosen, offers.length - 1);

  function close(): void {
    setCaret(null);
    setChosen(null);
  }

  function take(offer: Offer): void {
    onChange(offer.text);
    setCaret(offer.caret);
    setChosen(null);
    // The caret is set once the new text stands in the box.
    requestAnimationFrame(() => input.current?.setSelectionRange(offer.caret, offer.caret));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "ArrowDown" && !isOpen) {
      setCaret(event.currentTarget.selectionStart ?? value.length);
      return;
    }
    if (!isOpen || event.nativeEvent.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        setChosen(marked === null ? 0 : (marked + 1) % offers.length);
        break;
      case "ArrowUp":
        setChosen(((marked ?? offers.length) - 1 + offers.length) % offers.length);
        break;
      case "Enter":
      case "Tab": {
        const offer = marked === null ? undefined : offers[marked];
        if (offer === undefined) {
          close();
          return;
        }
        take(offer);
        break;
      }
      case "Escape":
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.box}>
      <input
        ref={input}
        className={styles.input}
        type="search"
        role="combobox"
        aria-label={name}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-offers` : undefined}
        aria-activedescendant={marked === null ? undefined : `${id}-${marked}`}
        aria-invalid={errors.length > 0}
        aria-describedby={errors.length > 0 ? `${id}-errors` : undefined}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {errors.length > 0 && (
        <p className={styles.errors} id={`${id}-errors`}>
          {errors.join(" ")}
        </p>
      )}
      {isOpen && (
        <ul className={styles.offers} id={`${id}-offers`} role="listbox" aria-label="What could come next">
          {offers.map((offer, index) => (
            // The keys are the box's, which keeps the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={offer.word}
              id={`${id}-${index}`}
              className={styles.offer}
              role="option"
              aria-selected={index === marked}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(offer)}
            >
              <span className={styles.word}>{offer.word}</span>
              <span className={styles.about}>{offer.about}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
