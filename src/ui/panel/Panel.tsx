import { useId } from "react";
import type { ReactNode } from "react";
import styles from "./Panel.module.css";

interface PanelProps {
  heading: string;
  /** What stands to the right of the heading: a figure, a link. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A heading and what belongs under it; no box around it. */
export function Panel({ heading, aside, children }: PanelProps) {
  const headingId = useId();
  return (
    <section className={styles.panel} aria-labelledby={headingId}>
      <div className={styles.head}>
        <h2 className={styles.heading} id={headingId}>
          {heading}
        </h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
