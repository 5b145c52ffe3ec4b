/** The roll: every agent that a stream still knows, by its last beat, before anything else is read. */
import type { StreamMessage } from "#model/chunk.ts";
import type { PastWay } from "#model/source-state.ts";
import type { JetStreamApi, StreamInfo } from "./js-api.ts";
import type { Reader } from "./reader.ts";

/** As many as the fold holds. */
export const MOST_AGENTS = 10_000;
/** Of more than are held the newest are wanted, and only their last beats tell which those are: so all are asked for, up to a bound. */
const MOST_ASKED: Record<PastWay, number> = {
  "direct-batch": 100_000,
  "direct-single": 30_000,
  "msg-get": 10_000,
  none: 0,
};

interface RollResult {
  /** Called to its end; else it is worth calling again over another connection. */
  isDone: boolean;
  /** Agents that the stream knows. */
  total: number;
}

interface RollBounds {
  held: number;
  asked: number;
}

/**
 * @param filter the heartbeats' subjects
 * @param take gets each agent's last beat: as they come, or where there are more than are held the newest first, so that those are held and
 *   the rest are counted
 */
export async function rollCall(
  api: JetStreamApi,
  reader: Reader,
  info: StreamInfo,
  filter: string,
  take: (message: StreamMessage) => void,
  bounds: RollBounds = { held: MOST_AGENTS, asked: MOST_ASKED[reader.way] },
): Promise<RollResult> {
  const found = await subjectsOf(api, info, filter, Math.max(bounds.held, bounds.asked));
  if (found === null) return { isDone: false, total: 0 };
  const { subjects, total } = found;
  if (subjects.length <= bounds.held) return { isDone: (await reader.newestOf(subjects, take)) === null, total };
  const beats: StreamMessage[] = [];
  const failed = await reader.newestOf(subjects, (message) => beats.push(message));
  beats.sort((a, b) => b.at - a.at || b.seq - a.seq);
  for (const beat of beats) take(beat);
  return { isDone: failed === null, total };
}

/** Null: nobody answered. */
async function subjectsOf(
  api: JetStreamApi,
  info: StreamInfo,
  filter: string,
  most: number,
): Promise<{ subjects: string[]; total: number } | null> {
  const subjects: string[] = [];
  let total = 0;
  while (info.messages > 0) {
    const page = await api.streamInfo(info.name, { subjects_filter: filter, offset: subjects.length });
    if (!page.ok) return null;
    const { subjectsHeld, subjectsTotal } = page.value;
    subjects.push(...subjectsHeld);
    total = subjectsTotal;
    if (subjectsHeld.length === 0 || subjects.length >= Math.min(total, most)) break;
  }
  return { subjects: subjects.slice(0, most), total };
}
