import { memo } from "react";
import { middleCut } from "./middle-cut.ts";
import styles from "./MiddleCut.module.css";

/**
 * A name of any length in whatever room there is: its beginning is cut, its end stays, and the whole is there on hover, for screen
 * readers, and for whoever searches or copies. What is seen are the two halves; what is said is the name, once.
 */
export const MiddleCut = memo(function MiddleCut({ text }: { text: string }) {
  const cut = middleCut(text);
  if (cut === null) return text;
  return (
    <span className={styles.name} title={text}>
      <span className={styles.halves} data-head={cut.head} data-tail={cut.tail} aria-hidden="true" />
      <span className={styles.whole}>{text}</span>
    </span>
  );
});
