import { layOutGraph } from "./graph-layout.ts";
import type { NodePlace } from "./graph-layout.ts";
import styles from "./WaitGraph.module.css";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatCount } from "#util/format.ts";
import { useMemo } from "react";

export interface GraphNode {
  key: string;
  /** Its id. */
  name: string;
  /** In one line under it: its title, who holds it. */
  note: string;
  /** Where it stands: "available". */
  state: string;
  href: string;
  alarm: Alarm | null;
}

interface WaitGraphProps {
  /** What it shows: "What task 42 waits for, and what waits for it". */
  name: string;
  /** The one it is about first. */
  nodes: readonly GraphNode[];
  /** `[waits, for]`: indexes of nodes. */
  edges: readonly (readonly [number, number])[];
  /** Keys of a circle, in order; empty: none. */
  circle: readonly string[];
}

const WIDTH = 208;
const HEIGHT = 56;
const GAP_X = 48;
const GAP_Y = 12;
/** How far what leads back swings out, and how high above the nodes it goes. */
const TURN = 20;
const OVER_Y = -12;
const MOST_ROWS = 12;

/** Who waits for whom, from left to right in the order in which things have to be done. */
export function WaitGraph({ name, nodes, edges, circle }: WaitGraphProps) {
  const layout = useMemo(() => layOutGraph(nodes.length, edges, MOST_ROWS), [nodes.length, edges]);
  const width = layout.columns * (WIDTH + GAP_X) - GAP_X;
  const height = layout.rows * (HEIGHT + GAP_Y) - GAP_Y;
  const inCircle = new Set(circle);
  return (
    <figure className={styles.figure} aria-label={name}>
      {/* Wider than the page, it is scrolled by keyboard as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.scroll} tabIndex={0} aria-label={name}>
        <div className={styles.plane} style={{ width, height }}>
          <svg className={styles.lines} width={width} height={height} aria-hidden="true">
            {edges.map(([waits, waitedFor]) => {
              const [from, to] = [layout.places[waitedFor], layout.places[waits]];
              if (from == null || to == null) return null;
              const both = inCircle.has(nodes[waits]?.key ?? "") && inCircle.has(nodes[waitedFor]?.key ?? "");
              return (
                <path
                  key={`${waits} ${waitedFor}`}
                  className={both ? styles.circle : styles.line}
                  d={pathBetween(from, to)}
                />
              );
            })}
          </svg>
          <ul>
            {nodes.map((node, index) => {
              const place = layout.places[index];
              if (place == null) return null;
              const { x, y } = cornerOf(place);
              return (
                <li
                  key={node.key}
                  className={styles.node}
                  data-about={index === 0 ? "" : undefined}
                  style={{ left: x, top: y, width: WIDTH, height: HEIGHT }}
                >
                  <span className={styles.top}>
                    <a href={node.href} title={node.name} aria-current={index === 0 ? "true" : undefined}>
                      {node.name}
                    </a>
                    <span className={node.alarm === null ? styles.state : styles[node.alarm]}>
                      {node.alarm !== null && <AlarmMark alarm={node.alarm} />} {node.state}
                    </span>
                  </span>
                  <span className={styles.note} title={node.note}>
                    {node.note}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      </section>
      <figcaption className={styles.words}>{inWords(nodes, edges)}</figcaption>
      {layout.leftOut > 0 && <p className={styles.more}>{`${formatCount(layout.leftOut)} more not drawn.`}</p>}
    </figure>
  );
}

function cornerOf({ column, row }: NodePlace): { x: number; y: number } {
  return { x: column * (WIDTH + GAP_X), y: row * (HEIGHT + GAP_Y) };
}

/** From the right edge of what is waited for to the left edge of what waits; what leads back goes over the top of all. */
function pathBetween(from: NodePlace, to: NodePlace): string {
  const start = { x: cornerOf(from).x + WIDTH, y: cornerOf(from).y + HEIGHT / 2 };
  const end = { x: cornerOf(to).x, y: cornerOf(to).y + HEIGHT / 2 };
  if (to.column > from.column) {
    const bend = (end.x - start.x) / 2;
    return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  }
  const [right, left] = [start.x + TURN, end.x - TURN];
  return (
    `M${start.x} ${start.y}C${right} ${start.y} ${right} ${OVER_Y} ${start.x} ${OVER_Y}` +
    `L${end.x} ${OVER_Y}C${left} ${OVER_Y} ${left} ${end.y} ${end.x} ${end.y}`
  );
}

const MOST_TOLD = 40;

function inWords(nodes: readonly GraphNode[], edges: readonly (readonly [number, number])[]): string {
  const told = edges
    .slice(0, MOST_TOLD)
    .map(([waits, waitedFor]) => `${nodes[waits]?.name} waits for ${nodes[waitedFor]?.name}`);
  return `${told.join(". ")}.`;
}
