import { expect, test } from "vitest";
import { tabLook, titleMark } from "./tab-look.ts";
import type { Call } from "./call.ts";

const loud = (severity: Call["severity"]): Call => ({ key: severity, severity, sentence: "", newsAt: 1, care: "loud" });
const handled: Call = { ...loud("critical"), key: "handled", care: "acknowledged" };
const silenced: Call = { ...loud("critical"), key: "silenced", care: "silenced" };

test("the title counts what nobody has taken care of, with the worst one's shape", () => {
  expect(titleMark([], true)).toBe("");
  expect(titleMark([loud("warning"), loud("notice"), handled], true)).toBe("(2) ▲ ");
  expect(titleMark([loud("critical")], true)).toBe("(1) ◆ ");
  expect(titleMark([handled, silenced], true)).toBe("");
  expect(titleMark([loud("critical")], false)).toBe("▨ No view · ");
});

test("the icon shows the worst that calls, hollow where somebody has taken care, and nothing of what is silenced", () => {
  expect(tabLook([loud("notice"), handled], true)).toEqual({ state: "alarm", severity: "notice", acknowledged: false });
  expect(tabLook([handled], true)).toEqual({ state: "alarm", severity: "critical", acknowledged: true });
  expect(tabLook([silenced], true)).toEqual({ state: "well" });
  expect(tabLook([loud("critical")], false)).toEqual({ state: "lost" });
});
