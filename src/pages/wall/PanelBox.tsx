import styles from "./PanelBox.module.css";
import { firstThatFits, wordsWidth } from "#model/wall/text-width.ts";
import type { ReactNode } from "react";
import { useId } from "react";

interface PanelBoxProps {
  name: string;
  /** What stands beside the name, in several lengths, the fullest first. */
  aside: readonly string[];
  /** In roots. */
  width: number;
  children: ReactNode;
}

const HEADING_EM = 1.15;

/** A heading and what belongs under it. */
export function PanelBox({ name, aside, width, children }: PanelBoxProps) {
  const id = useId();
  const room = width - wordsWidth(name) * HEADING_EM - 1;
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.heading}>
        <h2 id={id} style={{ fontSize: `${HEADING_EM}em` }}>
          {name}
        </h2>
        <p>{firstThatFits([...aside, ""], room)}</p>
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}

/** Why there is nothing to draw. */
export function PanelNote({ words, width, height }: { words: readonly string[]; width: number; height: number }) {
  return <p className={styles.note}>{firstThatFits(words, width, Math.max(1, Math.floor(height / 1.35)))}</p>;
}
