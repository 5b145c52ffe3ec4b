import { expect, test } from "vitest";
import { parseDeployment } from "./deployment-file.ts";
import { mergeSettings } from "./settings.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";

const PLACE = { hostname: "127.0.0.1", protocol: "http:" };

test("a deployment's thresholds of the checks come in the units of the checks, and leave the others alone", () => {
  const parsed = parseDeployment('{"checks":{"fillWarning":0.5,"fillsSoonHours":2,"replicaSeenSeconds":30}}');
  expect(parsed.ok).toBe(true);
  const { checks } = mergeSettings(PLACE, parsed.ok ? parsed.value : {}, {}, "");
  expect({ ...DEFAULT_THRESHOLDS, ...checks }).toEqual({
    ...DEFAULT_THRESHOLDS,
    fillWarning: 0.5,
    fillsSoonMs: 7_200_000,
    replicaSeenMs: 30_000,
  });
  expect(mergeSettings(PLACE, {}, {}, "").checks).toBeUndefined();
});

test.each([
  ['{"checks":{"fillWarning":90}}', 'rollcall.json: "checks.fillWarning" must be at most 1.'],
  ['{"checks":{"fill":0.9}}', 'rollcall.json: "checks.fill" is not a setting that Rollcall knows.'],
])("%s", (text, error) => {
  expect(parseDeployment(text)).toEqual({ ok: false, error });
});

test("the user's own thresholds go before the deployment's, one by one", () => {
  const { checks } = mergeSettings(
    PLACE,
    { checks: { fillWarning: 0.5, quietHours: 2 } },
    { checks: { fillWarning: 0.7, replicaLag: 9 } },
    "",
  );
  expect(checks).toEqual({ fillWarning: 0.7, quietMs: 7_200_000, replicaLag: 9 });
});
