import type { StreamMessagesSearch } from "./search.ts";
import { isFilter } from "#contract/subject-filter.ts";
import type { MessageDirection, MessagePlace } from "#model/messages/message-row.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

/** What is read of a stream, from where and in which direction. */
export interface ReadingPlace {
  place: MessagePlace;
  direction: MessageDirection;
  /** Null: every subject. */
  filter: string | null;
}

/** The place that an address names; the error is a sentence for a person. */
export function readingPlace({ from, seq, at, direction, subject }: StreamMessagesSearch): Result<ReadingPlace> {
  const filter = subject.trim();
  if (filter !== "" && !isFilter(filter))
    return fail(`“${filter}” is no subject: tokens with dots between, * or > for any.`);
  const place = placeOf(from, seq, at);
  if (!place.ok) return place;
  const usual = from === "newest" ? "back" : "forward";
  return ok({
    place: place.value,
    direction: direction === "auto" ? usual : direction,
    filter: filter === "" || filter === ">" ? null : filter,
  });
}

function placeOf(from: StreamMessagesSearch["from"], seq: number, at: string): Result<MessagePlace> {
  switch (from) {
    case "newest":
    case "oldest":
      return ok({ at: from });
    case "seq":
      return ok({ at: "seq", seq: Math.max(1, seq) });
    case "time": {
      const time = Date.parse(at);
      return Number.isNaN(time) ? fail("Choose a time to read from.") : ok({ at: "time", time });
    }
  }
}

/** As a field for date and time takes it: this machine's zone, whole seconds; empty where there is none. */
export function localTime(ms: number): string {
  if (Number.isNaN(ms)) return "";
  const date = new Date(ms);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
