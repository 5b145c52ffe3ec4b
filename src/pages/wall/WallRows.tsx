import { WallMark } from "./WallMark.tsx";
import styles from "./WallRows.module.css";
import { fitRows } from "#model/wall/fit-rows.ts";
import type { StripLook } from "#model/wall/strip.ts";
import { cutMiddle, firstThatFits, wordsWidth } from "#model/wall/text-width.ts";
import { formatCount } from "#util/format.ts";

export interface WallRow {
  key: string;
  look: StripLook;
  name: string;
  /** 0..1: how full or how far; null: nothing to draw. */
  ratio: number | null;
  /** Beside the bar, in several lengths, the fullest first. */
  words: readonly string[];
}

interface WallRowsProps {
  name: string;
  /** In the order in which they are kept where not all fit; shown in it. */
  rows: readonly WallRow[];
  /** What the rest is, where there is one: "12 more, all well". */
  rest: (count: number) => string;
  /** In roots. */
  width: number;
  height: number;
}

const ROW_HEIGHT = 1.6;
const LEAST_ROW_WIDTH = 19;
const BAR_WIDTH = 5;
const EXTRA = 2.8;

/** A list that is all on the screen, or says how many are not. */
export function WallRows({ name, rows, rest, width, height }: WallRowsProps) {
  const sizes = { width, height, leastRowWidth: LEAST_ROW_WIDTH, rowHeight: ROW_HEIGHT };
  const { columns, shown, more } = fitRows(rows, sizes);
  const rowWidth = (width - (columns - 1)) / columns;
  return (
    <ul className={styles.rows} aria-label={name} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {shown.map((row) => (
        <Row key={row.key} row={row} width={rowWidth} />
      ))}
      {more > 0 && (
        <li className={styles.rest}>{firstThatFits([rest(more), `and ${formatCount(more)} more`], rowWidth)}</li>
      )}
    </ul>
  );
}

function Row({ row: { look, name, ratio, words }, width }: { row: WallRow; width: number }) {
  const room = width - EXTRA - (ratio === null ? 0 : BAR_WIDTH);
  const said = firstThatFits([...words, ""], room - Math.min(7, room / 2));
  return (
    <li className={styles.row} data-look={look}>
      <span className={styles.mark}>
        <WallMark look={look} />
      </span>
      <span className={styles.name}>{cutMiddle(name, room - wordsWidth(said))}</span>
      {ratio !== null && (
        <span className={styles.bar} aria-hidden="true" style={{ inlineSize: `${BAR_WIDTH - 0.6}em` }}>
          <span style={{ inlineSize: `${Math.round(Math.min(1, Math.max(0, ratio)) * 100)}%` }} />
        </span>
      )}
      <span className={styles.words}>{said}</span>
    </li>
  );
}
