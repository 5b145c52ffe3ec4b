import { TimeSeries } from "./TimeSeries.tsx";
import "#ui/base.css";
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const MIN = 60_000;
const SERIES = [
  { key: "beats", label: "heartbeat", points: [4, 8, null, 6, 2].map((value, index) => ({ at: index * MIN, value })) },
  { key: "errors", label: "errors", points: [{ at: 0, value: null }] },
];

function lines(): SVGPathElement[] {
  return [...document.querySelectorAll<SVGPathElement>("path[data-line]")];
}

it("draws each line in pieces around its gaps, its running bucket open, and says the same in words", async () => {
  await render(
    <div style={{ width: 600 }}>
      <TimeSeries
        name="Messages a minute"
        series={SERIES}
        window={{ from: 0, to: 5 * MIN }}
        openFrom={4 * MIN}
        format={(value) => `${value}/min`}
      />
    </div>,
  );
  await expect.element(page.getByRole("figure", { name: "Messages a minute" })).toBeInTheDocument();
  await expect
    .element(page.getByText(/heartbeat: 6\/min, between 2\/min and 8\/min\. errors: nothing known\./u))
    .toBeInTheDocument();
  await expect.poll(() => lines().length).toBeGreaterThan(0);
  const pieces = lines().map((line) => ({
    starts: line.getAttribute("d")?.match(/M/gu)?.length ?? 0,
    dashed: line.getAttribute("stroke-dasharray") !== null,
  }));
  expect(pieces.find(({ dashed }) => !dashed)?.starts, "two pieces around the gap").toBe(2);
  expect(
    pieces.some(({ dashed }) => dashed),
    "the running bucket is open",
  ).toBe(true);
  await expect.element(page.getByText("not known")).toBeInTheDocument();
});
