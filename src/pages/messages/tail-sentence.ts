import type { TailState } from "./tail-follow.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClockSeconds } from "#util/format.ts";

/** Whether it is listened to, and what is the matter where it is not. Counts stand beside it: they change all the time. */
export function tailSentence(subject: string, { news, trouble }: Pick<TailState, "news" | "trouble">): SentencePart[] {
  if (trouble) return [{ text: "The page's own worker did not answer: listening again.", alarm: "warning" }];
  switch (news?.state) {
    case undefined:
    case "opening":
      return [`Listening to ${subject}.`];
    case "listening":
      return [
        `Listening to ${subject}${news.since === null ? "" : ` since ${formatClockSeconds(news.since, news.since)}`}${news.heard === 0 ? ": nothing was published on it so far." : "."}`,
        ...(news.interruptions === 0
          ? []
          : [
              {
                text: " The connection was away meanwhile: what was published then is missing.",
                alarm: "warning" as const,
              },
            ]),
      ];
    case "forbidden":
      return [{ text: `This login may not listen to ${subject}.`, alarm: "unknown" }];
    case "not-connected":
      return [{ text: `No connection: nothing on ${subject} is heard.`, alarm: "unknown" }];
    case "no-subject":
      return [`“${subject}” is no subject: tokens with dots between, * or > for any.`];
  }
}

/** What a missing grant is given by. */
export function tailRemedy(subject: string): string {
  const name = JSON.stringify(subject);
  return [
    "# for this login",
    `permissions: { subscribe: { allow: [${name}] } }`,
    "# where the subject is of another account, there",
    `exports: [{ stream: ${name}, accounts: [VIEW] }]`,
    "# and here",
    `imports: [{ stream: { account: FLEET, subject: ${name} } }]`,
  ].join("\n");
}
