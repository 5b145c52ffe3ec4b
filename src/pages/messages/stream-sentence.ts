import type { ReadingState } from "./message-reading.ts";
import type { ReadingPlace } from "./reading-place.ts";
import { streamPath } from "../../paths.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { MessageStand } from "#model/messages/message-row.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatCount, formatPlural } from "#util/format.ts";

/** What is known of the stream since it was read: asked again and again. */
export interface StreamNow {
  created: string;
  /** Why it cannot be asked any more; null: it can. */
  failure: AskFailure | null;
}

/** What the stream holds, as it was read, and what is the matter with it. */
export function streamMessagesSentence(
  stream: string,
  { place, direction, filter }: ReadingPlace,
  { stand, rows, phase }: Pick<ReadingState, "stand" | "rows" | "phase">,
  now: StreamNow | null,
  live: boolean,
): SentencePart[] {
  const failure = phase.state === "failed" ? phase.failure : now?.failure;
  const gone = failure?.why === "gone";
  if (stand === null) {
    if (gone) return [{ text: `There is no stream ${stream}.`, alarm: "notice" }];
    if (!live || failure?.why === "not-connected") return [`No connection: nothing of ${stream} is read.`];
    if (failure?.why === "forbidden") {
      return [{ text: `This login may not read the messages of ${stream}.`, alarm: "unknown" }];
    }
    return phase.state === "failed" ? [`The messages of ${stream} could not be read.`] : [`Reading ${stream}.`];
  }
  const link = { text: stream, href: streamPath(stream) };
  if (gone) {
    return [
      { text: `${stream} was deleted while this page was open.`, alarm: "warning" },
      rows.length > 0 ? " What was read before is below." : "",
    ];
  }
  if (now !== null && now.failure === null && now.created !== stand.created) {
    return [{ text: `${stream} was deleted and made again: what is below is of the one before.`, alarm: "warning" }];
  }
  const said = [link, ...heldParts(stand)];
  const { firstSeq, lastSeq } = stand;
  if (place.at === "seq" && place.seq < firstSeq && stand.messages > 0 && direction === "back") {
    return [...said, ` Sequence ${formatCount(place.seq)} and all before it are gone.`];
  }
  if (place.at === "seq" && place.seq < firstSeq && stand.messages > 0) {
    return [...said, ` Sequence ${formatCount(place.seq)} is gone: it begins at ${formatCount(firstSeq)}.`];
  }
  if (place.at === "seq" && place.seq > lastSeq) {
    return [...said, ` Sequence ${formatCount(place.seq)} is not given out yet.`];
  }
  if (place.at === "time" && phase.state === "end" && rows.length === 0 && filter === null) {
    return [
      ...said,
      direction === "forward" ? " None was stored after that time." : " None was stored before that time.",
    ];
  }
  if (filter !== null && phase.state === "end" && rows.length === 0) return [...said, ` None on ${filter} that way.`];
  return said;
}

/** " holds 12 messages, sequences 1 to 15; 3 in between are gone." */
function heldParts({ messages, firstSeq, lastSeq, deleted }: MessageStand): SentencePart[] {
  if (messages === 0) {
    return lastSeq === 0
      ? [" holds no message: none was ever stored in it."]
      : [
          ` holds no message any more: all up to sequence ${formatCount(lastSeq)} were taken, purged, deleted or too old.`,
        ];
  }
  const range =
    messages === 1
      ? `sequence ${formatCount(lastSeq)}`
      : `sequences ${formatCount(firstSeq)} to ${formatCount(lastSeq)}`;
  const holes = deleted === 0 ? "." : `; ${formatCount(deleted)} in between ${deleted === 1 ? "is" : "are"} gone.`;
  return [` holds ${formatPlural(messages, "message")}, ${range}${holes}`];
}
