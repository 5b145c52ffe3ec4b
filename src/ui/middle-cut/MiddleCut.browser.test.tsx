import "#ui/base.css";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { MiddleCut } from "./MiddleCut.tsx";

const NAME = "scraper-eu-west-1-node-0042";

test("in too little room the name stays within it, is said once and whole, and shows on hover", async () => {
  await render(
    <div style={{ width: 140 }} data-testid="room">
      <a href="#/agents/x">
        <MiddleCut text={NAME} />
      </a>
    </div>,
  );
  const link = page.getByRole("link", { name: NAME, exact: true });
  await expect.element(link).toBeVisible();
  await expect.element(page.getByTitle(NAME)).toBeVisible();
  const room = page.getByTestId("room").element();
  expect(link.element().textContent).toBe(NAME);
  expect(page.getByTitle(NAME).element().getBoundingClientRect().width).toBeLessThanOrEqual(140);
  expect(room.scrollWidth).toBe(140);
  expect(room.getBoundingClientRect().height).toBeLessThan(30);
});

test("a short name is plain text", async () => {
  const { container } = await render(<MiddleCut text="alice" />);
  expect(container.innerHTML).toBe("alice");
});
