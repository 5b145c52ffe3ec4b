import { readFile, writeFile } from "node:fs/promises";
import { type Run, readRuns } from "./results.ts";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
const BEGIN = "<!-- table: written by `npm run bench`, from the newest full run of each -->";
const END = "<!-- end of table -->";

/** Puts the newest full run of each benchmark into the table of docs/performance.md; the words around it are written by hand. */
export async function writePerformancePage(names: readonly string[]): Promise<void> {
  const lines = [
    "| | what | held to | measured | baseline | ratio | command | date | load |",
    "|---|---|---|---|---|---|---|---|---|",
  ];
  for (const name of names) {
    const newest = (await readRuns(name)).findLast((run) => !run.quick);
    if (newest !== undefined) lines.push(...rowsOf(name, newest));
  }
  const page = await readFile(PAGE, "utf8");
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error("docs/performance.md has lost the marks of its table");
  await writeFile(PAGE, `${before}${BEGIN}\n\n${lines.join("\n")}\n\n${END}${after}`);
}

function rowsOf(name: string, run: Run): string[] {
  return run.rows.map(({ what, heldTo, measured, baseline, ratio, holds }) => {
    const verdict = holds === null ? "" : holds ? "holds" : "**does not hold**";
    const cells = [
      verdict,
      what,
      heldTo,
      measured,
      baseline,
      ratio,
      `\`npm run bench -- ${name}${run.scale < 1 ? ` --scale ${run.scale}` : ""}\``,
      run.at.slice(0, 10),
      `${run.machine.loadBefore} on ${run.machine.cores}`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
}
