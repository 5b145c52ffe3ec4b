import { RULE_IDS } from "./alarm.ts";
import { ruleCells, thresholdCells } from "./rules-table.ts";
import { RULES_OF_AGENTS, RULES_THAT_TELL_SINCE } from "./rule-sources.ts";
import { ALARM_RULES, rulesInOrder } from "./rules.ts";
import { THRESHOLD_KEYS, THRESHOLD_SPECS } from "./thresholds.ts";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const DOCS = readFileSync(new URL("../../../docs/alarms.md", import.meta.url), "utf8");

/** Tables as cells, however they are aligned. */
const ROWS = DOCS.split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

it("docs/alarms.md has every rule and every threshold as they are", () => {
  for (const rule of rulesInOrder()) expect(ROWS).toContainEqual(ruleCells(rule));
  for (const key of THRESHOLD_KEYS) expect(ROWS).toContainEqual(thresholdCells(key));
  const heads = ROWS.filter((cells) => cells.every((cell) => /^-+$/u.test(cell))).length;
  expect(ROWS).toHaveLength(RULE_IDS.length + THRESHOLD_KEYS.length + 2 * heads);
});

it("each rule can end, and each threshold is one that a form can hold", () => {
  for (const rule of Object.values(ALARM_RULES)) {
    expect(rule.endsAtShare).toBeGreaterThan(0);
    expect(rule.endsAtShare).toBeLessThanOrEqual(1);
    expect(rule.remedy).toMatch(/[.:]$|[.]\s?.*$/u);
  }
  for (const { default: usual, min, max } of Object.values(THRESHOLD_SPECS)) {
    expect(usual).toBeGreaterThanOrEqual(min);
    expect(usual).toBeLessThanOrEqual(max);
  }
});

it("what every page carries of the rules is what they say", () => {
  const rules = rulesInOrder();
  expect([...RULES_OF_AGENTS].toSorted()).toEqual(
    rules
      .filter(({ from }) => from === "agents")
      .map(({ id }) => id)
      .toSorted(),
  );
  expect([...RULES_THAT_TELL_SINCE].toSorted()).toEqual(
    rules
      .filter(({ tellsSince }) => tellsSince)
      .map(({ id }) => id)
      .toSorted(),
  );
});
