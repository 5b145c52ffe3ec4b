import type { Cell } from "./draw-cells.ts";
import { FleetMap } from "./FleetMap.tsx";
import "#ui/base.css";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const CELLS: readonly (Cell | null)[] = [
  { id: "anna", look: "quiet" },
  { id: "ben", look: "critical" },
  null,
  { id: "cara", look: "notice" },
];

function shown(opened: string[] = []) {
  return (
    <div style={{ width: 84 }}>
      <FleetMap
        name="Map of 3 agents"
        cells={CELLS}
        tell={(id) => `this is ${id}`}
        onOpen={(id) => opened.push(id)}
        heightPx={200}
      />
    </div>
  );
}

const map = () => page.getByRole("button", { name: /Map of 3 agents/u });

describe("FleetMap", () => {
  it("begins where the trouble is, goes by the arrows, and opens with Enter", async () => {
    const opened: string[] = [];
    await render(shown(opened));
    await expect.poll(() => map().element().getBoundingClientRect().width).toBe(84);
    await userEvent.tab();
    await expect.element(page.getByText("this is ben")).toBeVisible();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(page.getByText("this is anna")).toBeVisible();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(page.getByText("this is cara")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(opened).toEqual(["cara"]);
  });

  it("tells who is under the pointer and opens who is clicked", async () => {
    const opened: string[] = [];
    await render(shown(opened));
    await expect.poll(() => map().element().getBoundingClientRect().width).toBe(84);
    await map().hover({ position: { x: 40, y: 10 } });
    await expect.element(page.getByText("this is ben")).toBeVisible();
    await map().click({ position: { x: 10, y: 40 } });
    expect(opened).toEqual(["cara"]);
    await map().click({ position: { x: 70, y: 10 } });
    expect(opened, "an empty place opens nothing").toEqual(["cara"]);
  });
});
