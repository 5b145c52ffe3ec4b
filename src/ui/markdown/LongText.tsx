import styles from "./LongText.module.css";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { ReactNode } from "react";
import { useLayoutEffect, useRef, useState } from "react";

interface LongTextProps {
  /** What it is, such as "Report": read to screen readers. */
  name: string;
  /** Lengths of the pieces, in characters. */
  lengths: readonly number[];
  /** One piece. Must keep its identity, or every piece renders again. */
  piece: (index: number) => ReactNode;
  /** Headings, and the piece that each is in. Shown from three on. */
  outline: readonly { level: number; text: string; piece: number }[];
}

const CHARACTERS_A_LINE = 90;
const LINE_PX = 24;
const OUTLINE_FROM = 3;

/** A text of any length in pieces: only those on the screen are rendered, and each takes the height that it turns out to have. */
export function LongText({ name, lengths, piece, outline }: LongTextProps) {
  const body = useRef<HTMLDivElement | null>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (body.current !== null) setScrollMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, []);
  // Its functions answer anew each time, which only the React compiler (not used here) would mind.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: lengths.length,
    estimateSize: (index) => Math.max(1, Math.ceil((lengths[index] ?? 0) / CHARACTERS_A_LINE)) * LINE_PX,
    overscan: 1,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.start ?? scrollMargin;
  return (
    <div className={styles.columns}>
      <section
        className={styles.text}
        aria-label={name}
        ref={body}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        <div className={styles.shown} style={{ transform: `translateY(${first - scrollMargin}}px)` }}>
          {items.map((item) => (
            <div key={item.key} data-index={item.index} ref={virtualizer.measureElement}>
              {piece(item.index)}
            </div>
          ))}
        </div>
      </section>
      {outline.length >= OUTLINE_FROM && (
        <nav className={styles.outline} aria-label="Outline">
          <ol>
            {outline.map((entry, index) => (
              // Headings may say the same, and they do not move.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index} data-level={entry.level}>
                <button type="button" onClick={() => virtualizer.scrollToIndex(entry.piece, { align: "start" })}>
                  {entry.text}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </div>
  );
}
