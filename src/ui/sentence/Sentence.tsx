import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import styles from "./Sentence.module.css";

/** A stretch of the sentence: plain words, or words with a link to the list that they sum up, or words that call for someone. */
export type SentencePart = string | { text: string; href?: string; alarm?: Alarm };

/**
 * The one line of plain words that a page opens with. A status region: it speaks when it changes, so its words must stand still
 * while nothing happens ("silent since 12:03", never "silent for 41 s").
 */
export function Sentence({ parts, label = "Summary" }: { parts: readonly SentencePart[]; label?: string }) {
  return (
    <output className={styles.sentence} aria-label={label}>
      {parts.map((part, index) => (
        // The parts of a sentence have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Part key={index} part={part} />
      ))}
    </output>
  );
}

function Part({ part }: { part: SentencePart }) {
  if (typeof part === "string") return part;
  const words = part.href === undefined ? part.text : <a href={part.href}>{part.text}</a>;
  if (part.alarm === undefined) return words;
  return (
    <span className={styles[part.alarm]}>
      <AlarmMark alarm={part.alarm} />
      {"\u00A0"}
      {words}
    </span>
  );
}
