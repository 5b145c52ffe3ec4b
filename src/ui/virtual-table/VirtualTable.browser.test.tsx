import type { Column, Sort } from "./VirtualTable.tsx";
import { VirtualTable } from "./VirtualTable.tsx";
import "#ui/base.css";
import { useCallback, useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const COLUMNS: readonly Column<"name" | "beats">[] = [
  { key: "name", label: "Name", firstSort: "ascending" },
  { key: "beats", label: "Beats", heading: <i>14:00</i> },
];

interface ShownProps {
  ids: readonly string[];
  values?: ReadonlyMap<string, string>;
  opened?: (id: string) => void;
  visible?: (ids: readonly string[]) => void;
}

function nobody(): void {}

function tallCells(id: string) {
  return <td style={{ padding: 0, height: id === "tall" ? 90 : 30 }}>{id}</td>;
}

const ONE_COLUMN: readonly Column<"text">[] = [{ key: "text", label: "Text" }];
const NEWEST_FIRST: Sort<"text"> = { key: "text", direction: "descending" };

function Shown({ ids, values, opened = nobody, visible }: ShownProps) {
  const [sort, setSort] = useState<Sort<"name" | "beats">>({ key: "beats", direction: "ascending" });
  const cells = useCallback(
    (id: string) => (
      <>
        <td>{id}</td>
        <td>{values?.get(id) ?? "–"}</td>
      </>
    ),
    [values],
  );
  const sorted = sort.key === "name" ? [...ids].sort() : ids;
  const wanted = sort.direction === "descending" ? sorted.toReversed() : sorted;
  return (
    <>
      <button type="button">elsewhere</button>
      <VirtualTable
        name="Agents"
        columns={COLUMNS}
        sort={sort}
        onSort={setSort}
        ids={wanted}
        orderKey={JSON.stringify(sort)}
        cells={cells}
        onOpen={opened}
        {...(visible === undefined ? {} : { onVisible: visible })}
        rowHeight={32}
      />
    </>
  );
}

function table() {
  return page.getByRole("table", { name: "Agents" });
}

function shownIds(): string[] {
  return [...document.querySelectorAll<HTMLElement>("tbody tr[data-id]")].map((row) => row.dataset["id"] ?? "");
}

function row(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);
  if (found === null) throw new Error(`no row of ${id}`);
  return found;
}

const MANY = Array.from({ length: 10_000 }, (_, index) => `agent-${index}`);

describe("VirtualTable", () => {
  it("is a table with its name, its count and the place of each row", async () => {
    await render(<Shown ids={["anna", "ben"]} />);
    await expect.element(table()).toHaveAttribute("aria-rowcount", "3");
    await expect.element(page.getByRole("row", { name: /anna/u })).toHaveAttribute("aria-rowindex", "2");
    await expect.element(page.getByRole("columnheader", { name: "Beats" })).toBeInTheDocument();
  });

  it("holds only what is on the screen of ten thousand rows, and says which", async () => {
    let visible: readonly string[] = [];
    await render(<Shown ids={MANY} visible={(ids) => (visible = ids)} />);
    await expect.element(table()).toHaveAttribute("aria-rowcount", "10001");
    expect(shownIds().length).toBeLessThan(150);
    expect(visible).toEqual(shownIds());

    window.scrollTo(0, 5000 * 32);
    await expect.poll(() => shownIds().includes("agent-5000")).toBe(true);
    expect(shownIds()).not.toContain("agent-0");
    await expect.poll(() => visible).toEqual(shownIds());
    window.scrollTo(0, 0);
  });

  it("sorts by its headings and says so", async () => {
    await render(<Shown ids={["cara", "anna", "ben"]} />);
    const heading = page.getByRole("columnheader", { name: "Name" });
    await expect.element(heading).toHaveAttribute("aria-sort", "none");
    await heading.getByRole("button").click();
    await expect.element(heading).toHaveAttribute("aria-sort", "ascending");
    expect(shownIds()).toEqual(["anna", "ben", "cara"]);
    await heading.getByRole("button").click();
    await expect.element(heading).toHaveAttribute("aria-sort", "descending");
    expect(shownIds()).toEqual(["cara", "ben", "anna"]);
  });

  it("goes from row to row by keys, to the far end as well, and opens with Enter", async () => {
    const opened: string[] = [];
    await render(<Shown ids={MANY} opened={(id) => opened.push(id)} />);
    await userEvent.click(page.getByRole("button", { name: "elsewhere" }));
    row("agent-0").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    await expect.poll(() => document.activeElement).toBe(row("agent-1"));
    await userEvent.keyboard("{Enter}");
    expect(opened).toEqual(["agent-1"]);

    await userEvent.keyboard("{End}");
    await expect
      .poll(() => document.activeElement instanceof HTMLElement && document.activeElement.dataset["id"])
      .toBe("agent-9999");
    await userEvent.keyboard("{Home}");
    await expect
      .poll(() => document.activeElement instanceof HTMLElement && document.activeElement.dataset["id"])
      .toBe("agent-0");
  });

  it("keeps its order while a row has the focus, changes values in place, and says how many changes wait", async () => {
    const { rerender } = await render(<Shown ids={["anna", "ben", "cara"]} />);
    row("ben").focus();
    await rerender(<Shown ids={["cara", "anna", "ben", "dora"]} values={new Map([["cara", "late"]])} />);
    expect(shownIds()).toEqual(["anna", "ben", "cara"]);
    expect(row("cara").textContent).toContain("late");

    const resort = page.getByRole("button", { name: "2 changes, re-sort" });
    await expect.element(resort).toBeVisible();
    await resort.click();
    await expect.poll(shownIds).toEqual(["cara", "anna", "ben", "dora"]);
    await expect.element(resort).not.toBeInTheDocument();
  });

  it("keeps its order while the pointer is over the rows", async () => {
    const { rerender } = await render(<Shown ids={["anna", "ben", "cara"]} />);
    await userEvent.hover(row("ben"));
    await rerender(<Shown ids={["cara", "anna", "ben"]} />);
    expect(shownIds()).toEqual(["anna", "ben", "cara"]);
    await userEvent.hover(page.getByRole("button", { name: "elsewhere" }));
    await expect.poll(shownIds).toEqual(["cara", "anna", "ben"]);
  });

  it("takes another order at once when it is asked for", async () => {
    await render(<Shown ids={["cara", "anna", "ben"]} />);
    row("ben").focus();
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect.poll(shownIds).toEqual(["anna", "ben", "cara"]);
  });

  it("leaves its rows to a page that holds them itself, and tells it of hands and scrolling", async () => {
    const held: boolean[] = [];
    const onHold = (hold: boolean): void => void held.push(hold);
    let taken = 0;
    const shown = (ids: readonly string[], count: number) => (
      <>
        <button type="button">elsewhere</button>
        <VirtualTable
          name="Messages"
          columns={ONE_COLUMN}
          sort={NEWEST_FIRST}
          onSort={nobody}
          ids={ids}
          orderKey=""
          cells={tallCells}
          onOpen={nobody}
          rowHeight={30}
          measured
          news={{ count, onHold, onTake: () => void (taken += 1) }}
        />
      </>
    );
    const old = ["tall", ...MANY.slice(0, 200)];
    const { rerender } = await render(shown(old, 0));
    await expect.poll(() => row("tall").offsetHeight).toBeGreaterThan(row("agent-0").offsetHeight + 50);

    await userEvent.hover(row("agent-0"));
    await expect.poll(() => held.at(-1)).toBe(true);
    await userEvent.hover(page.getByRole("button", { name: "elsewhere" }));
    await expect.poll(() => held.at(-1)).toBe(false);
    window.scrollTo(0, 2000);
    await expect.poll(() => held.at(-1)).toBe(true);

    await rerender(shown(old, 12));
    await userEvent.click(page.getByRole("button", { name: "12 new" }));
    expect(taken).toBe(1);
    await rerender(shown(["newest", ...old], 0));
    await expect.poll(() => shownIds()[0]).toBe("newest");
  });
});
