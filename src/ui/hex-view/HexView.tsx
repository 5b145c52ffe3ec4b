import { hexLines } from "./hex-lines.ts";
import styles from "./HexView.module.css";
import { formatBytes, formatPlural } from "#util/format.ts";
import { useMemo, useState } from "react";

interface HexViewProps {
  /** What the bytes are, such as "Body": the figure's name. */
  label: string;
  data: Uint8Array;
}

const LINES = 256;

/** Bytes as they are, some thousand at a time: what is not shown is not in the document. */
export function HexView({ label, data }: HexViewProps) {
  const [most, setMost] = useState(LINES);
  const lines = useMemo(() => hexLines(data, most), [data, most]);
  const left = data.length - most * 16;
  return (
    <figure className={styles.hex} aria-label={`${label}, as hex`}>
      {/* Scrolls by itself, so the keyboard has to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.lines} tabIndex={0}>
        {lines.map(({ offset, bytes, characters }) => (
          <span key={offset} className={styles.line}>
            <span className={styles.offset}>{offset}</span>
            {`  ${bytes.padEnd(48)}  `}
            <span className={styles.characters}>{characters}</span>
            {"\n"}
          </span>
        ))}
      </pre>
      {left > 0 && (
        <button type="button" className={styles.more} onClick={() => setMost(most + LINES * 4)}>
          {`${formatPlural(left, "byte")} more of ${formatBytes(data.length)}`}
        </button>
      )}
    </figure>
  );
}
