import type { ReadingState } from "./message-reading.ts";
import { timeLine } from "./time-line.ts";
import { streamMessagesPath } from "../../paths.ts";
import { isAnswer } from "#model/asked/ask-failure.ts";
import { useAsk, useFrozenNow, useView } from "#store/feed.tsx";
import { TimeBars } from "#ui/time-bars/TimeBars.tsx";
import { formatCount, formatSpan } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";
import { useMemo } from "react";

interface StoredWhenProps {
  stream: string;
  reading: Pick<ReadingState, "rows" | "stand">;
  /** Another one: asked anew. */
  turn: number;
}

const POINTS = 48;

/** When the stream's messages were stored, from a few of them; each bar leads to its time. */
export function StoredWhen({ stream, reading: { rows, stand }, turn }: StoredWhenProps) {
  const live = useView((view) => view.connection.state === "live");
  const { data } = useAsk(
    { kind: "message-times", stream, points: POINTS },
    { enabled: live && stand !== null && stand.messages > 1, changed: `${turn} ${stand?.created ?? ""}` },
  );
  const now = useFrozenNow(MINUTE_MS);
  const points = data !== undefined && isAnswer(data) ? data.points : null;
  const line = useMemo(() => (points === null ? null : timeLine(points)), [points]);
  if (line === null || points === null || now === null) return null;
  const [first, last] = [rows[0], rows.at(-1)];
  const marked =
    first === undefined || last === undefined
      ? null
      : { from: Math.min(first.at, last.at), to: Math.max(first.at, last.at) };
  return (
    <TimeBars
      name="When its messages were stored"
      bars={line.bars}
      widthMs={line.widthMs}
      marked={marked}
      now={now}
      hrefOf={({ from }) => streamMessagesPath(stream, { from: "time", at: new Date(from).toISOString() })}
      format={(value) => `${formatCount(Math.ceil(value))} in ${formatSpan(line.widthMs)}`}
      note={`Told from ${formatCount(points.length)} messages, evenly in between; messages that are gone by now are counted.`}
    />
  );
}
