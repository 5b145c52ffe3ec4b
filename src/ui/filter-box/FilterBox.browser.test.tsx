import { FilterBox } from "./FilterBox.tsx";
import type { Offer } from "./FilterBox.tsx";
import "#ui/base.css";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const WORDS = ["owner:", "state:"];

function complete(text: string, caret: number): Offer[] {
  const begun = text.slice(text.lastIndexOf(" ", caret - 1) + 1, caret);
  if (begun === "") return [];
  return WORDS.filter((word) => word.startsWith(begun) && word !== begun).map((word) => {
    const before = text.slice(0, caret - begun.length) + word;
    return { text: before + text.slice(caret), caret: before.length, word, about: `about ${word}` };
  });
}

const NO_ERRORS: readonly string[] = [];

function Boxed({ errors = NO_ERRORS }: { errors?: readonly string[] }) {
  const [value, setValue] = useState("");
  return (
    <FilterBox
      name="Search things"
      placeholder="Search"
      value={value}
      onChange={setValue}
      complete={complete}
      errors={errors}
    />
  );
}

const box = () => page.getByRole("combobox", { name: "Search things" });

describe("FilterBox", () => {
  it("offers what could come, which arrows choose and Enter takes", async () => {
    await render(<Boxed />);
    await box().fill("x ow");
    await expect.element(page.getByRole("option", { name: "owner:" })).toBeVisible();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(page.getByRole("option", { name: "owner:" })).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Enter}");
    await expect.element(box()).toHaveValue("x owner:");
    await expect.element(page.getByRole("listbox")).not.toBeInTheDocument();
    await expect.element(box()).toHaveFocus();
  });

  it("takes what is clicked and keeps the focus, and closes with Esc", async () => {
    await render(<Boxed />);
    await box().fill("s");
    await page.getByRole("option", { name: "state:" }).click();
    await expect.element(box()).toHaveValue("state:");
    await expect.element(box()).toHaveFocus();
    await box().fill("o");
    await expect.element(page.getByRole("listbox")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("listbox")).not.toBeInTheDocument();
    await expect.element(box()).toHaveValue("o");
  });

  it("says what it cannot read, as its description", async () => {
    await render(<Boxed errors={["There is no field colour."]} />);
    await expect.element(box()).toHaveAttribute("aria-invalid", "true");
    await expect.element(box()).toHaveAccessibleDescription("There is no field colour.");
  });
});
