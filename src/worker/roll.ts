/** The roll: every agent that a stream still knows, by its last beat, before anything else is read. */
import type { StreamMessage } from "#model/chunk.ts";
import type { JetStreamApi, StreamInfo } from "./js-api.ts";
import type { Reader } from "./reader.ts";

const MOST_AGENTS = 10_000;

/**
 * @param filter the heartbeats' subjects
 * @returns whether the roll was called to its end
 */
export async function rollCall(
  api: JetStreamApi,
  reader: Reader,
  info: StreamInfo,
  filter: string,
  take: (message: StreamMessage) => void,
): Promise<boolean> {
  if (info.messages === 0) return true;
  const subjects: string[] = [];
  for (;;) {
    const page = await api.streamInfo(info.name, { subjects_filter: filter, offset: subjects.length });
    if (!page.ok) return false;
    const found = page.value.subjectsHeld;
    subjects.push(...found);
    if (found.length === 0 || subjects.length >= Math.min(page.value.subjectsTotal, MOST_AGENTS)) break;
  }
  return (await reader.newestOf(subjects.slice(0, MOST_AGENTS), take)) === null;
}
