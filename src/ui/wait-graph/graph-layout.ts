/** A node's place: its column, the leftmost being 0, and its row in it. */
export interface NodePlace {
  column: number;
  row: number;
}

export interface GraphLayout {
  /** By node; null: it found no room and is only counted. */
  places: readonly (NodePlace | null)[];
  columns: number;
  rows: number;
  /** Nodes without a place. */
  leftOut: number;
}

/**
 * Puts what is waited for to the left and what waits to the right of node 0, each as many columns away as it is steps away.
 * @param edges `[waits, for]`: indexes of nodes @param mostRows a higher column is cut
 */
export function layOutGraph(
  count: number,
  edges: readonly (readonly [number, number])[],
  mostRows: number,
): GraphLayout {
  const levels = levelsOf(count, edges);
  const lowest = Math.min(0, ...levels);
  const filled: number[] = [];
  let leftOut = 0;
  const places = levels.map((level): NodePlace | null => {
    const column = level - lowest;
    const row = filled[column] ?? 0;
    if (row >= mostRows) {
      leftOut += 1;
      return null;
    }
    filled[column] = row + 1;
    return { column, row };
  });
  return { places, columns: filled.length, rows: Math.max(0, ...filled), leftOut };
}

function levelsOf(count: number, edges: readonly (readonly [number, number])[]): number[] {
  const waitsFor: number[][] = Array.from({ length: count }, () => []);
  const waitedBy: number[][] = Array.from({ length: count }, () => []);
  for (const [waits, waitedFor] of edges) {
    waitsFor[waits]?.push(waitedFor);
    waitedBy[waitedFor]?.push(waits);
  }
  const levels = new Map<number, number>([[0, 0]]);
  // Each way by itself first: a task that waits for the same thing as this one is no neighbour of it.
  spread(waitsFor, -1, [0], levels);
  spread(waitedBy, 1, [0], levels);
  // Whatever hangs on by a bend in the way stands beside what it hangs on.
  const rest = [...levels.keys()];
  spread(waitedBy, 1, rest, levels);
  spread(waitsFor, -1, [...levels.keys()], levels);
  return Array.from({ length: count }, (_, node) => levels.get(node) ?? 0);
}

function spread(
  next: readonly (readonly number[])[],
  step: 1 | -1,
  from: readonly number[],
  levels: Map<number, number>,
): void {
  const queue = [...from];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const level = levels.get(node) ?? 0;
    for (const neighbour of next[node] ?? []) {
      if (levels.has(neighbour)) continue;
      levels.set(neighbour, level + step);
      queue.push(neighbour);
    }
  }
}
