/** The part of an element tree that matters here. */
interface TreeNode {
  type: string;
  value?: string;
  children?: TreeNode[];
}

/** Nobody reads deeper; a browser lays out a tree that is thousands deep by overflowing its stack. */
const MOST_DEPTH = 40;

/** Makes plain text of what is nested deeper than anybody writes. Walks without recursion. */
export function limitDepth() {
  return (root: TreeNode): void => {
    const open: { node: TreeNode; depth: number }[] = [{ node: root, depth: 0 }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const { node, depth } = at;
      if (node.children === undefined) continue;
      if (depth >= MOST_DEPTH) {
        node.children = [{ type: "text", value: textOf(node) }];
        continue;
      }
      for (const child of node.children) open.push({ node: child, depth: depth + 1 });
    }
  };
}

function textOf(node: TreeNode): string {
  const parts: string[] = [];
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.type === "text") parts.push(at.value ?? "");
    open.push(...(at.children ?? []).toReversed());
  }
  return parts.join("");
}
