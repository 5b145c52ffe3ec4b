import { messageKey } from "../../paths.ts";
import { lifeLines } from "./life.ts";
import type { LifeLine } from "./life.ts";
import styles from "./LifePanel.module.css";
import { StoredMessage } from "./StoredMessage.tsx";
import type { TaskStory } from "#model/tasks/task-story.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatMoment, formatPlural, formatSpan } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useMemo } from "react";

interface LifePanelProps {
  row: TaskRow;
  story: Pick<TaskStory, "steps" | "stepsLeftOut">;
  /** As of when we last saw. */
  seen: ServerMs;
  /** Key of the message that is opened; empty: none. */
  open: string;
  onOpen: (key: string) => void;
}

/** The life on a time line: what happened, when, and how long it took from one step to the next. */
export function LifePanel({ row, story, seen, open, onOpen }: LifePanelProps) {
  const lines = useMemo(() => lifeLines(story.steps, story.stepsLeftOut), [story.steps, story.stepsLeftOut]);
  const running = row.state === "available" || row.state === "blocked" || row.state === "claimed";
  return (
    <Panel heading="Life" aside={formatPlural(story.steps.length + story.stepsLeftOut, "message")}>
      <ol className={styles.life}>
        {lines.map((line, index) => (
          <Line
            key={line.kind === "step" ? messageKey(line.step) : `left out ${index}`}
            line={line}
            seen={seen}
            open={line.kind === "step" && messageKey(line.step) === open}
            onOpen={onOpen}
          />
        ))}
        {running && (
          <li className={styles.now}>
            <span className={styles.after}>{`${formatSpan(seen - row.stateSince)} so far`}</span>
          </li>
        )}
      </ol>
    </Panel>
  );
}

interface LineProps extends Pick<LifePanelProps, "seen" | "onOpen"> {
  line: LifeLine;
  open: boolean;
}

function Line({ line, seen, open, onOpen }: LineProps) {
  if (line.kind === "left-out") {
    return (
      <li
        className={styles.leftOut}
      >{`${formatPlural(line.count, "step")} in between not held: the stream may still have them.`}</li>
    );
  }
  const { step, afterMs, change } = line;
  const key = messageKey(step);
  return (
    <li className={styles.step}>
      {afterMs !== null && <span className={styles.after}>{formatSpan(afterMs)}</span>}
      <span className={styles.change}>{change}</span>
      <span className={styles.at} title={formatMoment(step.at)}>
        {formatClockSeconds(step.at, seen)}
      </span>
      <button type="button" className={styles.message} aria-expanded={open} onClick={() => onOpen(open ? "" : key)}>
        {step.stream} {step.seq}
      </button>
      {open && (
        <div className={styles.opened}>
          <StoredMessage stream={step.stream} seq={step.seq} />
        </div>
      )}
    </li>
  );
}
