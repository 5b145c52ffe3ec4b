import type { ReactNode } from "react";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import styles from "./AdvisoryList.module.css";
import { formatCount } from "#util/format.ts";

export interface ListedAdvisory {
  id: number;
  when: string;
  alarm: "critical" | "warning" | "notice" | null;
  sentence: ReactNode;
  /** How many alike came one after another. */
  count: number;
  type: string;
}

/** What servers told by themselves, newest first. */
export function AdvisoryList({ items }: { items: readonly ListedAdvisory[] }) {
  return (
    <table className={styles.table} aria-label="Advisories">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col" className={styles.wide}>
            Kind
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, when, alarm, sentence, count, type }) => (
          <tr key={id}>
            <td className={styles.when}>{when}</td>
            <td>
              {alarm !== null && (
                <span className={styles[alarm]}>
                  <AlarmMark alarm={alarm} />{" "}
                </span>
              )}
              {sentence}
              {count > 1 && <span className={styles.quiet}>{` ×${formatCount(count)}`}</span>}
            </td>
            <td className={`${styles.wide} ${styles.type}`}>{type}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface ListedPoison {
  key: string;
  when: string;
  seq: number;
  /** Where the message itself is shown. */
  href: string;
  who: string;
  deliveries: number;
  why: string;
}

/** Messages that were given up, newest first, each linked to what is in it. */
export function PoisonTable({ messages }: { messages: readonly ListedPoison[] }) {
  return (
    <table className={styles.table} aria-label="Poison messages">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Consumer</th>
          <th scope="col" className={styles.end}>
            Message
          </th>
          <th scope="col" className={`${styles.wide} ${styles.end}`}>
            Deliveries
          </th>
          <th scope="col" className={styles.wide}>
            Why
          </th>
        </tr>
      </thead>
      <tbody>
        {messages.map(({ key, when, seq, href, who, deliveries, why }) => (
          <tr key={key}>
            <td className={styles.when}>{when}</td>
            <td className={styles.who}>{who}</td>
            <td className={styles.end}>
              <a href={href}>{formatCount(seq)}</a>
            </td>
            <td className={`${styles.wide} ${styles.end}`}>{formatCount(deliveries)}</td>
            <td className={`${styles.wide} ${styles.quiet}`}>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
