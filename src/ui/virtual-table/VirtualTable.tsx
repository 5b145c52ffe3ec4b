import { useSteadyOrder } from "./use-steady-order.ts";
import styles from "./VirtualTable.module.css";
import { formatCount } from "#util/format.ts";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from "react";
import { Fragment, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export type SortDirection = "ascending" | "descending";

export interface Column<Key extends string = string> {
  key: Key;
  /** The words of the heading. */
  label: string;
  /** What stands in the heading beside or in place of the words, such as a time axis. */
  heading?: ReactNode;
  /** A CSS width; left out: shares what the others leave. */
  width?: string;
  /** The direction of the first click; left out: cannot be sorted by. */
  firstSort?: SortDirection;
  align?: "end";
  /** From which width of the window on the column is shown; always when left out. `alone`: but not beside an opened row's detail. */
  from?: "phone" | "alone" | "desk";
}

export interface Sort<Key extends string = string> {
  key: Key;
  direction: SortDirection;
}

export interface News {
  /** Rows that wait to be shown. */
  count: number;
  /** A hand is on the rows, or they are scrolled away from their top: nothing may come in above them. Or that is over. */
  onHold: (held: boolean) => void;
  onTake: () => void;
}

interface VirtualTableProps<Key extends string> {
  /** What it lists, such as "Agents": the table's accessible name. */
  name: string;
  columns: readonly Column<Key>[];
  sort: Sort<Key>;
  onSort: (sort: Sort<Key>) => void;
  /** The rows' ids in the wanted order. */
  ids: readonly string[];
  /** Changes when another order or another choice of rows is asked for: then a held order is let go. */
  orderKey: string;
  /** The cells of a row (`<td>`, one a column). Must keep its identity, or every row renders again. */
  cells: (id: string) => ReactNode;
  onOpen: (id: string) => void;
  /** The row whose detail stands beside the table. */
  openId?: string | null;
  rowHeight: number;
  /** Rows are as high as what stands in them; `rowHeight` is what they are mostly. */
  measured?: boolean;
  /** Given where the page keeps its rows still itself, because they come at the top: then `ids` are shown as they are. */
  news?: News;
  /** Told which rows exist just now, and again when that changes. */
  onVisible?: (ids: readonly string[]) => void;
  /** What stands at the left of the bar over the table. */
  summary?: ReactNode;
}

/**
 * A table of any length: only the rows on the screen exist. Rows do not move under a hand: while the pointer is over them or one has
 * the focus, the order stands still, the values go on changing in place, and a button says how many changes wait.
 */
export function VirtualTable<Key extends string>(props: VirtualTableProps<Key>) {
  const {
    name,
    columns,
    ids,
    orderKey,
    cells,
    onOpen,
    openId = null,
    rowHeight,
    measured = false,
    news,
    onVisible,
  } = props;
  const { order: steadyOrder, changes, hold, release, resort } = useSteadyOrder(ids, orderKey);
  const order = news === undefined ? steadyOrder : ids;
  const [activeId, setActiveId] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement | null>(null);
  const button = useRef<HTMLButtonElement | null>(null);
  const handsOn = useRef({ pointer: false, focus: false, scroll: false });
  const scrollMargin = usePageOffset(body);

  const wantedIndex = activeId === null ? 0 : order.indexOf(activeId);
  const activeIndex = Math.max(0, wantedIndex);
  // Its functions answer anew each time, which only the React compiler (not used here) would mind.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: order.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => order[index] ?? index,
    overscan: 6,
    scrollMargin,
    // Rows hide below the sticky head otherwise.
    scrollPaddingStart: 2 * rowHeight,
    scrollPaddingEnd: rowHeight,
    // The row with the focus stays in the document, or the focus would be lost by scrolling.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeId === null || indexes.includes(activeIndex) || activeIndex >= order.length) return indexes;
      return [...indexes, activeIndex].sort((left, right) => left - right);
    },
  });

  const onHold = news?.onHold;
  const updateHold = useCallback((): void => {
    const { pointer, focus, scroll } = handsOn.current;
    const held = pointer || focus || scroll;
    if (onHold !== undefined) onHold(held);
    else if (held) hold();
    else release();
  }, [onHold, hold, release]);

  const scrolledIn = news !== undefined && (virtualizer.scrollOffset ?? 0) > scrollMargin;
  useEffect(() => {
    handsOn.current.scroll = scrolledIn;
    updateHold();
  }, [scrolledIn, updateHold]);

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    const row = rowOf(event.target);
    if (row === null || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onOpen(row.dataset["id"] ?? "");
      return;
    }
    const target = indexAfter(
      event.key,
      Number(row.dataset["index"]),
      order.length,
      Math.floor(window.innerHeight / rowHeight) - 2,
    );
    const id = target === null ? undefined : order[target];
    if (target === null || id === undefined) return;
    event.preventDefault();
    setActiveId(id);
    virtualizer.scrollToIndex(target, { align: "auto" });
    focusWhenThere(body.current, id);
  }

  const items = virtualizer.getVirtualItems();
  const visible = useSameWhileEqual(items.flatMap((item) => order[item.index] ?? []));
  useEffect(() => {
    onVisible?.(visible);
  }, [visible, onVisible]);

  return (
    <div
      className={styles.frame}
      // The button is part of what is under the hand: on the way to it nothing may move, or it would be gone.
      onPointerEnter={(event: PointerEvent) => {
        handsOn.current.pointer = event.pointerType === "mouse";
        updateHold();
      }}
      onPointerLeave={() => {
        handsOn.current.pointer = false;
        updateHold();
      }}
    >
      <div className={styles.bar}>
        <span>{props.summary}</span>
        {news !== undefined && news.count > 0 && (
          <button
            type="button"
            className={styles.resort}
            onClick={() => {
              news.onTake();
              if (scrolledIn) virtualizer.scrollToIndex(0);
            }}
          >
            {`${formatCount(news.count)} new`}
          </button>
        )}
        {news === undefined && changes > 0 && (
          <button
            type="button"
            className={styles.resort}
            ref={button}
            onBlur={() => {
              handsOn.current.focus = false;
              updateHold();
            }}
            onClick={() => {
              resort();
              // It goes with its changes, and with it the focus.
              handsOn.current.focus = false;
              updateHold();
            }}
          >
            {`${formatCount(changes)} ${changes === 1 ? "change" : "changes"}, re-sort`}
          </button>
        )}
      </div>
      <table className={styles.table} aria-label={name} aria-rowcount={order.length + 1}>
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.key}
              className={shownFrom(column)}
              style={column.width === undefined ? {} : { width: column.width }}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {/* What bubbles up from the rows, which are what takes the focus. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody
          ref={body}
          onKeyDown={onKeyDown}
          onFocus={(event: FocusEvent<HTMLElement>) => {
            handsOn.current.focus = true;
            updateHold();
            const id = rowOf(event.target)?.dataset["id"];
            if (id !== undefined) setActiveId(id);
          }}
          onBlur={(event: FocusEvent<HTMLElement>) => {
            const next = event.relatedTarget;
            handsOn.current.focus = next !== null && (next === button.current || body.current?.contains(next) === true);
            updateHold();
          }}
          onClick={(event: MouseEvent<HTMLElement>) => {
            const id = rowOf(event.target)?.dataset["id"];
            if (id === undefined) return;
            if (isClickOnOpener(event)) event.preventDefault();
            else if (!isPlainClick(event)) return;
            onOpen(id);
          }}
        >
          {items.map((item, place) => {
            const id = order[item.index];
            if (id === undefined) return null;
            const before = items[place - 1];
            const skippedPx = before === undefined ? item.start - scrollMargin : item.start - before.end;
            return (
              <Fragment key={item.key}>
                <Gap heightPx={skippedPx} />
                <Row
                  id={id}
                  index={item.index}
                  rowHeight={measured ? undefined : rowHeight}
                  measure={measured ? virtualizer.measureElement : undefined}
                  active={item.index === activeIndex}
                  open={id === openId}
                  cells={cells}
                />
              </Fragment>
            );
          })}
          <Gap heightPx={virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)} />
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  id: string;
  index: number;
  /** Left out: as high as what stands in it, which `measure` is told. */
  rowHeight: number | undefined;
  measure: ((row: HTMLTableRowElement | null) => void) | undefined;
  active: boolean;
  open: boolean;
  cells: (id: string) => ReactNode;
}

const Row = memo(function Row({ id, index, rowHeight, measure, active, open, cells }: RowProps) {
  return (
    <tr
      className={styles.row}
      ref={measure}
      style={rowHeight === undefined ? {} : { height: rowHeight }}
      // The head is row 1.
      aria-rowindex={index + 2}
      data-id={id}
      data-index={index}
      aria-current={open ? "true" : undefined}
      tabIndex={active ? 0 : -1}
    >
      {cells(id)}
    </tr>
  );
});

/** Stands for the rows that are not in the document. One cell: a span over columns that a narrow window hides would make new ones. */
function Gap({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <td className={styles.gap} style={{ height: heightPx }} />
    </tr>
  );
}

interface HeadCellProps<Key extends string> {
  column: Column<Key>;
  sort: Sort<Key>;
  onSort: (sort: Sort<Key>) => void;
}

function HeadCell<Key extends string>({ column, sort, onSort }: HeadCellProps<Key>) {
  const { key, firstSort } = column;
  const className = [shownFrom(column), column.align === "end" ? styles.end : undefined].filter(Boolean).join(" ");
  if (firstSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.heading === undefined ? column.label : <span className={styles.words}>{column.label}</span>}
        {column.heading}
      </th>
    );
  }
  const sorted = sort.key === key ? sort.direction : null;
  const next = sorted === null ? firstSort : opposite(sorted);
  return (
    <th scope="col" className={className} aria-sort={sorted ?? "none"}>
      <button type="button" className={styles.sort} onClick={() => onSort({ key, direction: next })}>
        {column.label}
        <span className={styles.arrow} aria-hidden="true">
          {sorted === null ? "" : sorted === "ascending" ? "↑" : "↓"}
        </span>
      </button>
      {column.heading}
    </th>
  );
}

function opposite(direction: SortDirection): SortDirection {
  return direction === "ascending" ? "descending" : "ascending";
}

const CLASS_FROM = { phone: styles.fromPhone, alone: styles.fromAlone, desk: styles.fromDesk } as const;

/** The class that hides a column, or one of its cells, on narrow windows. */
export function shownFrom(column: Pick<Column, "from">): string | undefined {
  if (column.from === undefined) return undefined;
  return CLASS_FROM[column.from];
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-id]") : null;
}

/** A click that means the row: not on a link or control of its own, not one that opens a tab, not the end of marking text. */
function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return false;
  if (event.target instanceof Element && event.target.closest("a, button, input, select") !== null) return false;
  return window.getSelection()?.isCollapsed !== false;
}

/** A plain click on the row's own link (`data-opens-row`), which does what the row does; with a modifier it opens a tab. */
function isClickOnOpener(event: MouseEvent<HTMLElement>): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return event.target instanceof Element && event.target.closest("a[data-opens-row]") !== null;
}

function indexAfter(key: string, index: number, count: number, pageRows: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, index + 1);
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "PageDown":
      return Math.min(last, index + Math.max(1, pageRows));
    case "PageUp":
      return Math.max(0, index - Math.max(1, pageRows));
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** A row far away comes into the document with the scrolling, some frames later. */
function focusWhenThere(body: HTMLElement | null, id: string, framesLeft = 30): void {
  if (body === null || framesLeft === 0) return;
  const row = body.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);
  if (row !== null) row.focus({ preventScroll: true });
  else requestAnimationFrame(() => focusWhenThere(body, id, framesLeft - 1));
}

/** The array from before while its items are the same. */
function useSameWhileEqual(ids: readonly string[]): readonly string[] {
  const [kept, setKept] = useState(ids);
  if (kept.length === ids.length && kept.every((id, index) => id === ids[index])) return kept;
  setKept(ids);
  return ids;
}

/** How far below the top of the document an element begins, kept right while what stands above it grows and shrinks. */
function usePageOffset(element: { current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (element.current !== null) setOffset(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
