import styles from "./StreamPage.module.css";
import { fillWords, fullest, outlookWords } from "#model/streams/fill.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";
import { fillAlarm } from "#model/streams/stream-list.ts";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import {
  formatClockSeconds,
  formatCount,
  formatDuration,
  formatPercent,
  formatPlural,
  formatRate,
} from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** How full it is by each limit, what happens then, and from where to where it reaches. */
export function FillPanel({ row, seen }: { row: StreamRow; seen: ServerMs | null }) {
  const { facts, fill, outlook, atLimit, rates } = row;
  const { limits, state } = facts;
  const alarm = fillAlarm(row);
  const fuller = fullest(fill)?.limit;
  return (
    <Panel heading="Fill" aside={outlookWords(outlook)}>
      <dl className={styles.fills}>
        <Limit
          name="Messages"
          ratio={fill.messages}
          alarm={fuller === "messages" ? alarm : undefined}
          words={fillWords(state.messages, limits.messages, "messages")}
        />
        <Limit
          name="Bytes"
          ratio={fill.bytes}
          alarm={fuller === "bytes" ? alarm : undefined}
          words={fillWords(state.bytes, limits.bytes, "bytes")}
        />
        <Limit name="Age" ratio={fill.age} words={ageWords(row, seen)} />
      </dl>
      <p className={styles.note}>{atLimit}</p>
      <p className={styles.facts}>
        <span>
          sequences {formatCount(state.firstSeq)} to {formatCount(state.lastSeq)}
        </span>
        {state.firstAt !== null && state.lastAt !== null && seen !== null && (
          <span>
            from {formatClockSeconds(state.firstAt, seen)} to {formatClockSeconds(state.lastAt, seen)}
          </span>
        )}
        <span>{formatPlural(state.deleted, "deleted message")} in between</span>
        {state.subjects !== null && <span>{formatPlural(state.subjects, "subject")}</span>}
        {rates !== null && (
          <span>
            in {rate(rates.inPerSecond)}, out {rate(rates.outPerSecond)}
          </span>
        )}
      </p>
    </Panel>
  );
}

interface LimitProps {
  name: string;
  ratio: number | null;
  words: string;
  alarm?: "critical" | "warning" | undefined;
}

function Limit({ name, ratio, words, alarm }: LimitProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <FillBar ratio={ratio} alarm={alarm} />
      </dd>
      <dd>{words}</dd>
    </>
  );
}

function rate(perSecond: number): string {
  return perSecond === 0 ? "0" : formatRate(perSecond);
}

function ageWords({ facts: { limits, state }, fill }: StreamRow, seen: ServerMs | null): string {
  const oldest =
    state.firstAt === null ? "nothing in it" : seen === null ? "" : `oldest ${formatDuration(seen - state.firstAt)}`;
  if (limits.ageMs === null) return [oldest, "no limit"].filter(Boolean).join(", ");
  const ratio = fill.age === null ? "" : `, ${formatPercent(fill.age)}`;
  return `${oldest} of ${formatDuration(limits.ageMs)}${ratio}`;
}
