/** What was seen of one stream over time, while somebody looked. */
import type { StreamSample } from "./samples.ts";
import { addSample } from "./samples.ts";
import type { StreamFacts } from "./stream-facts.ts";
import type { ObserverMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

export interface StreamWatch {
  created: string;
  samples: readonly StreamSample[];
  /** When it was found deleted and made again, or with its tail lost; null: never. */
  recreatedAt: ObserverMs | null;
  /** The fields that changed last, and when. */
  changed: { fields: readonly string[]; at: ObserverMs } | null;
  leader: string | null;
  /** When the leader changed, within the last ten minutes. */
  leaderChangesAt: readonly ObserverMs[];
  /** Compared with the next look. */
  settings: Readonly<Record<string, string>>;
}

const LEADERS_WINDOW_MS = 10 * MINUTE_MS;

/** @param before of the last look; null: the first one */
export function watchStream(before: StreamWatch | null, facts: StreamFacts, at: ObserverMs): StreamWatch {
  const { state, cluster } = facts;
  const sample = { at, messages: state.messages, bytes: state.bytes, firstSeq: state.firstSeq, lastSeq: state.lastSeq };
  const settings = settingsOf(facts);
  const leader = cluster?.leader ?? null;
  if (before === null) {
    return {
      created: facts.created,
      samples: [sample],
      recreatedAt: null,
      changed: null,
      leader,
      leaderChangesAt: [],
      settings,
    };
  }
  const fields = Object.keys(settings).filter((field) => settings[field] !== before.settings[field]);
  const anew = facts.created !== before.created || state.lastSeq < (before.samples.at(-1)?.lastSeq ?? 0);
  // Without a leader for a moment it has the same one as before, or another: that is told when there is one.
  const moved = leader !== null && before.leader !== null && leader !== before.leader;
  const changes = before.leaderChangesAt.filter((changedAt) => at - changedAt < LEADERS_WINDOW_MS);
  return {
    created: facts.created,
    samples: anew ? [sample] : addSample(before.samples, sample),
    recreatedAt: anew ? at : before.recreatedAt,
    changed: fields.length === 0 ? before.changed : { fields, at },
    leader: leader ?? before.leader,
    leaderChangesAt: moved ? [...changes, at] : changes,
    settings,
  };
}

/** What a change of matters to whoever reads or writes the stream, as JetStream names it. */
function settingsOf({
  subjects,
  retention,
  discard,
  replicas,
  allowDirect,
  limits,
}: StreamFacts): Record<string, string> {
  return {
    subjects: subjects.join(" "),
    retention,
    discard,
    num_replicas: String(replicas),
    allow_direct: String(allowDirect),
    max_msgs: String(limits.messages),
    max_bytes: String(limits.bytes),
    max_age: String(limits.ageMs),
    max_msgs_per_subject: String(limits.perSubject),
    max_msg_size: String(limits.messageBytes),
    max_consumers: String(limits.consumers),
  };
}
