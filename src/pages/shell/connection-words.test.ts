import { expect, test } from "vitest";
import { connectionWords, historyWords, lostWords, nextTry, pausedWords, workerWords } from "./connection-words.ts";
import type { Connection } from "#model/connection.ts";
import type { Sight } from "#model/sight.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

const NOON = Date.UTC(2026, 1, 9, 12, 0, 0);
const SERVER = { name: "demo", version: "2.15.1", url: "ws://a:9222", cluster: null };
const LIVE: Connection = { state: "live", since: NOON, server: SERVER, rttMs: 3.4 };
const WHOLE: Sight = { state: "whole" };
const plain = (text: string | undefined) => text?.replaceAll("\u00A0", " ");

test("live is said only of a view that is whole, complete and moving", () => {
  const complete = { complete: true };
  expect(connectionWords(LIVE, WHOLE, complete)).toMatchObject({ word: "Live", alarm: null, server: SERVER });
  expect(plain(connectionWords(LIVE, WHOLE, complete).roundTrip ?? undefined)).toBe("3.4 ms");
  expect(connectionWords(LIVE, WHOLE, { complete: false }).word).toBe("Reading the past");
  expect(connectionWords(LIVE, { state: "behind", asOf: NOON, ms: 9 }, complete)).toMatchObject({
    word: "Behind",
    alarm: "warning",
  });
  expect(connectionWords(LIVE, { state: "paused", at: NOON }, complete)).toMatchObject({
    word: "Paused",
    alarm: "notice",
  });
});

test("every broken state has a word and an alarm", () => {
  const url = "ws://a:9222";
  const broken: [Connection, string][] = [
    [{ state: "connecting", since: NOON, url, attempt: 1, nextTryAt: null }, "Connecting"],
    [{ state: "stale", since: NOON, server: SERVER }, "Stale"],
    [{ state: "lost", since: NOON, url, attempt: 1, nextTryAt: null, reason: "closed" }, "Lost"],
    [
      { state: "refused", since: NOON, url, attempt: 1, nextTryAt: null, refusal: { kind: "authorization" } },
      "Refused",
    ],
  ];
  for (const [connection, word] of broken) {
    const words = connectionWords(connection, WHOLE, { complete: true });
    expect(words.word).toBe(word);
    expect(words.alarm).not.toBeNull();
    expect(words.url).toBe(url);
  }
});

test("a lost view says since when and when the next try is; the headline stands still", () => {
  const lost: Connection = {
    state: "lost",
    since: NOON,
    url: "ws://a:9222",
    attempt: 3,
    nextTryAt: NOON + 65 * SECOND_MS,
    reason: "closed",
  };
  const first = lostWords(lost, NOON + 62 * SECOND_MS, "UTC");
  const later = lostWords(lost, NOON + 64 * SECOND_MS, "UTC");
  expect(first?.headline).toBe("No connection to ws://a:9222 since 12:00. What follows is how things stood then.");
  expect(later?.headline).toBe(first?.headline);
  expect(plain(first?.moving)).toBe("1 min 2 s without a view, next try in 3 s");
  expect(lostWords(LIVE, NOON)).toBeNull();
});

test("the next try, the pause and the past in words", () => {
  expect(plain(nextTry(NOON + 2100, NOON))).toBe("next try in 3 s");
  expect(nextTry(null, NOON)).toBe("trying now");
  expect(nextTry(NOON - 1, NOON)).toBe("trying now");
  expect(pausedWords(42 * SECOND_MS, 318)).toBe("paused 00:42, 318 changes behind");
  expect(pausedWords(0, 1)).toBe("paused 00:00, 1 change behind");
  expect(pausedWords(0, null)).toBe("paused 00:00, 0 changes behind");
  const history = { wantedSince: NOON, completeSince: NOON - MINUTE_MS, doneRatio: 0.42, complete: false };
  expect(historyWords(history, NOON, "UTC")).toBe("complete since 11:59, 42% read");
  expect(historyWords({ ...history, completeSince: null }, NOON, "UTC")).toBe("42% read");
  expect(historyWords({ ...history, complete: true }, NOON, "UTC")).toBeNull();
});

test("a silent worker is said as such, and whether another is started", () => {
  const trouble = {
    since: NOON,
    reason: "the page's own worker does not answer",
    tries: 0,
    nextTryAt: null,
    gaveUp: false,
  };
  const first = workerWords(trouble, NOON + 5 * SECOND_MS, "UTC");
  expect(first.headline).toBe(
    "The page's own worker does not answer: nothing is seen since 12:00. What follows is how things stood then.",
  );
  expect(plain(first.moving)).toBe("5 s without a view");
  const later = workerWords({ ...trouble, nextTryAt: NOON + 9 * SECOND_MS }, NOON + 5 * SECOND_MS, "UTC");
  expect(later.headline).toBe(first.headline);
  expect(plain(later.moving)).toBe("5 s without a view, next try in 4 s");
  expect(workerWords({ ...trouble, tries: 6, gaveUp: true }, NOON, "UTC").headline).toContain(
    "It was started anew 6 times in vain: load the page anew.",
  );
});
