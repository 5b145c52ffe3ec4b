import { skew } from "#contract/agent-time.ts";
import { formatPlural, formatSpan } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Fields in which agents write when they sent something. */
const FIELDS = ["timestamp", "completed_at", "claimed_at", "created_at"];
/** A body beyond this is a report, whose metadata has the time. */
const LARGEST = 256 * 1024;

/** The time that the sender wrote into the body, and how it stands to the stream's; empty where it wrote none. */
export function agentTimeFact(data: Uint8Array, at: ServerMs): { name: string; value: string }[] {
  const written = writtenTime(data);
  if (written === null) return [];
  return [{ name: "Sender wrote", value: `${written.text} as ${written.field}${words(written.text, at)}` }];
}

function writtenTime(data: Uint8Array): { field: string; text: string } | null {
  if (data.length > LARGEST || data[0] !== 123) return null;
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(data));
    const fields = new Map(Object.entries(body ?? {}));
    for (const field of FIELDS) {
      const text: unknown = fields.get(field);
      if (typeof text === "string" && text !== "") return { field, text: text.slice(0, 64) };
    }
  } catch {
    // No JSON: then nobody wrote a time that could be told from the rest.
  }
  return null;
}

function words(text: string, at: ServerMs): string {
  const off = skew(text, at);
  switch (off.kind) {
    case "none":
      return ", as the stream has it";
    case "zone": {
      const hours = Math.abs(off.hours);
      return `: ${formatPlural(hours, "hour")} ${off.hours > 0 ? "ahead of" : "behind"} the stream, so it is of another zone`;
    }
    case "skew":
      return `: ${formatSpan(Math.abs(off.ms))} ${off.ms > 0 ? "ahead of" : "behind"} the stream`;
    case "unreadable":
      return ", which is no time that can be read";
  }
}
