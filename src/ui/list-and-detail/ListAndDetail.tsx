import styles from "./ListAndDetail.module.css";
import type { ReactNode } from "react";

interface ListAndDetailProps {
  children: ReactNode;
  /** What is opened; false: nothing. */
  detail: ReactNode;
}

/** A list, and what is opened of it: beside it where there is room, in its place where there is none. */
export function ListAndDetail({ children, detail }: ListAndDetailProps) {
  return (
    <div className={styles.content} data-open={detail === false ? undefined : ""}>
      <div className={styles.list}>{children}</div>
      {detail}
    </div>
  );
}

interface DetailPaneProps {
  /** What it is, such as "Message": the region's name. */
  name: string;
  heading: ReactNode;
  /** What can be done with it. */
  actions: ReactNode;
  children: ReactNode;
}

/** The opened thing: stays in sight while its list is scrolled. */
export function DetailPane({ name, heading, actions, children }: DetailPaneProps) {
  return (
    <aside className={styles.detail} aria-label={name}>
      <div className={styles.actions}>
        <h2 className={styles.title}>{heading}</h2>
        {actions}
      </div>
      {children}
    </aside>
  );
}
