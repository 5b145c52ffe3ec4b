import type { CellLook } from "./draw-cells.ts";
import { drawCell } from "./draw-cells.ts";
import styles from "./FleetMap.module.css";
import type { Draw } from "#ui/canvas/Drawing.tsx";
import { Drawing } from "#ui/canvas/Drawing.tsx";
import { formatCount } from "#util/format.ts";

export interface MapKeyEntry {
  look: CellLook;
  word: string;
  count: number;
}

/** What the cells' looks mean, with how many there are of each. */
export function MapKey({ entries }: { entries: readonly MapKeyEntry[] }) {
  return (
    <ul className={styles.key}>
      {entries.map(({ look, word, count }) => (
        <li key={word}>
          <span className={styles.sample}>
            <Drawing draw={SAMPLES[look]} />
          </span>
          {formatCount(count)} {word}
        </li>
      ))}
    </ul>
  );
}

function sample(look: CellLook): Draw {
  return (context, { width }, palette) => drawCell(context, palette, look, 0, 0, width);
}

/** At module scope: a drawing's identity says when to draw again. */
const SAMPLES: Readonly<Record<CellLook, Draw>> = {
  critical: sample("critical"),
  warning: sample("warning"),
  notice: sample("notice"),
  unknown: sample("unknown"),
  quiet: sample("quiet"),
  stopped: sample("stopped"),
  faded: sample("faded"),
};
