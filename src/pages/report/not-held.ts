import type { AskAnswers } from "#store/feed.tsx";

/** Why a version is not on the screen. */
export const NOT_HELD: Readonly<Record<Exclude<AskAnswers["report"]["state"], "held">, string>> = {
  gone: "This version is no longer stored: it was deleted, or its stream let it go.",
  "not-connected": "There is no connection to read it over.",
  forbidden: "This login may not read it ($JS.API.DIRECT.GET, $JS.API.STREAM.MSG.GET).",
  unanswered: "The server did not answer in time.",
  "not-stored": "It was heard, and nothing stores it.",
};
