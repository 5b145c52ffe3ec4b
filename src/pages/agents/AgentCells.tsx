import { agentPath } from "../../paths.ts";
import styles from "./AgentCells.module.css";
import { standingDetail } from "./standing-words.ts";
import { StripScaleContext } from "./strip-scale.ts";
import { workOf, workWords } from "#model/agent-work.ts";
import type { AgentFacts } from "#model/agent.ts";
import { beatHistoryOf } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { judge } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { standingOf } from "#model/standing.ts";
import { useAgent, useBounds, useFrozenNow, useServerNow, useView } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { BeatStrip } from "#ui/beat-strip/BeatStrip.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatDuration, formatPlural } from "#util/format.ts";
import { use, useMemo } from "react";

/** One agent's row. Reads the store itself, so that a beat renders the row of its agent and nothing else. */
export function AgentCells({ id }: { id: string }) {
  const agent = useAgent(id);
  return agent === null ? <LetGoCells id={id} /> : <HeldCells agent={agent} />;
}

function HeldCells({ agent }: { agent: AgentFacts }) {
  const now = useServerNow();
  const seen = useFrozenNow();
  const bounds = useBounds();
  const judgement = judge(agent, now, bounds);
  const standing = standingOf(agent, judgement);
  // Counted as of when we last saw, as the strip beside it is drawn: while the view is lost nobody is judged, and nothing is taken back.
  const { missedBeats } = judge(agent, seen, bounds);
  const { word, alarm } = STANDING_LOOKS[standing];
  const detail = standingDetail(standing, agent, judgement, bounds, now);
  const approval = workOf(agent).kind === "approval";
  return (
    <>
      <td className={`${shownFrom(PHONE)} ${styles.standing}`}>
        <span className={styles.mark}>{alarm && <AlarmMark alarm={alarm} />}</span>
        <span className={alarm ? styles[alarm] : undefined}>{word}</span>
        {detail !== null && (
          <span
            className={judgement.liveness.state === "on-time" && !judgement.recovering ? styles.hint : styles.since}
          >
            {detail}
          </span>
        )}
      </td>
      <td className={styles.agent}>
        <span className={styles.phoneMark}>{alarm && <AlarmMark alarm={alarm} />}</span>
        {/* The row takes the focus and opens with Enter; the link is for the pointer and for new tabs. */}
        <a href={agentPath(agent.id)} tabIndex={-1} title={agent.id} data-opens-row="">
          {agent.id}
        </a>
        {agent.findings.length > 0 && (
          <span className={styles.findings}>{formatPlural(agent.findings.length, "finding")}</span>
        )}
        <span className={styles.underName}>
          <span className={alarm ? styles[alarm] : undefined}>{word}</span>, {workWords(agent)}
        </span>
      </td>
      <td className={`${shownFrom(PHONE)} ${styles.work} ${approval ? styles.approval : ""}`} title={workWords(agent)}>
        {workWords(agent)}
      </td>
      <td className={`${shownFrom(ALONE)} ${styles.figure}`}>
        {seen === null ? "–" : formatDuration(seen - agent.lastBeatAt)}
      </td>
      <td className={`${shownFrom(DESK)} ${styles.figure} ${missedBeats === 0 ? styles.none : ""}`}>
        {formatCount(missedBeats)}
      </td>
      <td className={styles.strip}>
        <AgentStrip agent={agent} bounds={bounds} />
      </td>
    </>
  );
}

const PHONE = { from: "phone" } as const;
const ALONE = { from: "alone" } as const;
const DESK = { from: "desk" } as const;

function AgentStrip({ agent, bounds }: { agent: AgentFacts; bounds: LivenessBounds }) {
  const strip = useView((view) => view.strips.get(agent.id));
  const scale = use(StripScaleContext);
  const history = useMemo(() => beatHistoryOf(agent, strip), [agent, strip]);
  // A beat of this very second is newer than the tick that the axis stands on: it moves its own row on, by less than a pixel.
  const newer = scale === null ? 0 : Math.max(0, agent.lastBeatAt - scale.window.to);
  const window = useMemo(
    () => (scale === null ? null : { from: scale.window.from + newer, to: scale.window.to + newer }),
    [scale, newer],
  );
  if (scale === null || window === null) return null;
  return <BeatStrip history={history} window={window} bounds={bounds} gridAt={scale.ticksAt} />;
}

/** An agent that was let go of while its row stood still under a hand. */
function LetGoCells({ id }: { id: string }) {
  return <td colSpan={6}>{id} is no longer held</td>;
}
