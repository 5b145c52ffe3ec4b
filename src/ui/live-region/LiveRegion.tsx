import styles from "./LiveRegion.module.css";

/** Read out by a screen reader when its words change, and not seen: what is shown elsewhere, said once. */
export function LiveRegion({ name, words }: { name: string; words: string }) {
  return (
    <output className={styles.region} aria-label={name} aria-live="polite">
      {words}
    </output>
  );
}
