import { roughTokens, savingOf } from "./tokens.ts";
import { expect, it } from "vitest";

it("takes a token as 4 bytes and a notice as 200 tokens", () => {
  expect(roughTokens(4_000)).toBe(1_000);
  expect(savingOf([8_000, 4_000])).toEqual({ reports: 2, fullTokens: 3_000, noticeTokens: 400, savedTokens: 2_600 });
  expect(savingOf([41_509_990])).toMatchObject({ fullTokens: 10_400_000, savedTokens: 10_400_000 });
  expect([roughTokens(1_432), roughTokens(41_509_990)]).toEqual([358, 10_400_000]);
  expect(savingOf([])).toEqual({ reports: 0, fullTokens: 0, noticeTokens: 0, savedTokens: 0 });
  expect(savingOf([40]).savedTokens).toBe(-190);
});
