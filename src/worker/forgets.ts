import type { StreamInfo } from "./js-api.ts";

/** Fewer than this many kept of a subject, and a burst between two fetches is gone before it is read. */
const FEW_PER_SUBJECT = 32;
const FEW_IN_ALL = 256;

/** Whether messages may be gone from the stream before a fetch can see them: then only the live copy tells the whole story. */
export function forgets(info: Pick<StreamInfo, "retention" | "maxMsgsPerSubject" | "maxMsgs">): boolean {
  if (info.retention !== "limits") return true;
  if (info.maxMsgsPerSubject > 0 && info.maxMsgsPerSubject < FEW_PER_SUBJECT) return true;
  return info.maxMsgs > 0 && info.maxMsgs < FEW_IN_ALL;
}
