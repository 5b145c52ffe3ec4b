import { expect, test } from "vitest";
import { isAway, losesQuorum, replicaState } from "./replica-state.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";

const BOUNDS = { lag: DEFAULT_THRESHOLDS.replicaLag, seenMs: DEFAULT_THRESHOLDS.replicaSeenMs };

// What servers answered about one replica of three, seconds after its server was killed. None of them said `offline` within a minute.
test.each([
  ["any version, 2 s after", { current: true, offline: false, lag: 0, seenMs: 1_681 }, "current"],
  ["any version, 6 s after: still called current", { current: true, offline: false, lag: 0, seenMs: 6_196 }, "silent"],
  ["any version, 11 s after", { current: false, offline: false, lag: 0, seenMs: 10_770 }, "silent"],
  [
    "it led, and the next leader has heard of it once",
    { current: false, offline: false, lag: 76, seenMs: 6_122 },
    "silent",
  ],
  [
    "it led, and the next leader never heard of it",
    { current: false, offline: false, lag: 80, seenMs: null },
    "silent",
  ],
  ["minutes after", { current: false, offline: true, lag: 0, seenMs: 200_000 }, "offline"],
  ["it is back and reads what it missed", { current: false, offline: false, lag: 24, seenMs: 683 }, "catching-up"],
  ["it is back and missed much", { current: false, offline: false, lag: 201, seenMs: 683 }, "behind"],
  ["it is back", { current: true, offline: false, lag: 0, seenMs: 707 }, "current"],
  ["its leader was elected this moment", { current: true, offline: false, lag: 0, seenMs: null }, "current"],
] as const)("%s", (_when, replica, state) => {
  expect(replicaState({ name: "n2", ...replica }, BOUNDS)).toBe(state);
  expect(isAway(state)).toBe(state === "offline" || state === "silent");
});

test("a majority needs more than half: one of two is none", () => {
  const lost = [1, 2, 3, 4, 5].map((replicas) => Array.from({ length: 6 }, (_, away) => losesQuorum(away, replicas)));
  expect(lost.map((row) => row.indexOf(true))).toEqual([1, 1, 2, 2, 3]);
});
