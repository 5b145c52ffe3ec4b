import type { AskAnswers } from "#store/feed.tsx";

/** Why a message cannot be shown, in a sentence. */
export function whyNotRead(state: Exclude<AskAnswers["stored-message"]["state"], "held">): string {
  return WHY_NOT[state];
}

const WHY_NOT: Readonly<Record<Exclude<AskAnswers["stored-message"]["state"], "held">, string>> = {
  gone: "Its stream no longer holds it.",
  "not-connected": "There is no connection to read it over.",
  forbidden: "This login may not read it: it needs the stream's direct get, or STREAM.MSG.GET.",
  unanswered: "The server did not answer.",
  "not-stored": "Nothing stores this subject: it was heard as it passed.",
};
