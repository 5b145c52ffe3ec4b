import { WallMark } from "./WallMark.tsx";
import styles from "./WallRows.module.css";
import { fitRows } from "#model/wall/fit-rows.ts";
import type { StripLook } from "#model/wall/strip.ts";
import { cutMiddle, firstThatFits, monoWidth, wordsWidth } from "#model/wall/text-width.ts";
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

const ROW_HEIGHT = 1.5;
const LEAST_ROW_WIDTH = 19;
const LEAST_BAR = 3;
const LEAST_NAME = 5;
/** The mark's column and the gaps. */
const EXTRA = 2.4;

/** A list that is all on the screen, or says how many are not. Its bars are on one scale and begin at one line. */
export function WallRows({ name, rows, rest, width, height }: WallRowsProps) {
  const sizes = { width, height, leastRowWidth: LEAST_ROW_WIDTH, leastRowHeight: ROW_HEIGHT };
  const { columns, rowHeight, shown, more } = fitRows(rows, sizes);
  const rowWidth = (width - (columns - 1)) / columns;
  const fitted = fitColumns(shown, rowWidth);
  return (
    <ul
      className={styles.rows}
      aria-label={name}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: `${rowHeight}em` }}
    >
      {shown.map((row) => (
        <Row key={row.key} row={row} columns={fitted} />
      ))}
      {more > 0 && (
        <li className={styles.rest}>{firstThatFits([rest(more), `and ${formatCount(more)} more`], rowWidth)}</li>
      )}
    </ul>
  );
}

interface Columns {
  /** In roots. */
  name: number;
  words: number;
  hasBars: boolean;
}

/** The words get what they need, the names what is left beside a bar that can still be compared; then the bars have the rest. */
function fitColumns(rows: readonly WallRow[], width: number): Columns {
  const hasBars = rows.some(({ ratio }) => ratio !== null);
  const room = width - EXTRA - (hasBars ? LEAST_BAR : 0);
  const mostWords = room - LEAST_NAME;
  const words = Math.max(0, ...rows.map((row) => wordsWidth(firstThatFits([...row.words, ""], mostWords))));
  const longestName = Math.max(0, ...rows.map((row) => monoWidth(row.name)));
  return { name: Math.min(room - words, longestName), words, hasBars };
}

function Row({ row: { look, name, ratio, words }, columns }: { row: WallRow; columns: Columns }) {
  return (
    <li className={styles.row} data-look={look}>
      <span className={styles.mark}>
        <WallMark look={look} />
      </span>
      <span className={styles.name} style={{ inlineSize: `${columns.name}em` }}>
        {cutMiddle(name, columns.name)}
      </span>
      {columns.hasBars && (
        <span className={ratio === null ? styles.noBar : styles.bar} aria-hidden="true">
          {ratio !== null && <span style={{ inlineSize: `${Math.round(Math.min(1, Math.max(0, ratio)) * 100)}%` }} />}
        </span>
      )}
      <span className={styles.words} style={{ inlineSize: `${columns.words}em` }}>
        {firstThatFits([...words, ""], columns.words)}
      </span>
    </li>
  );
}
