import { agentPath, taskPath, tasksPath } from "../../paths.ts";
import styles from "./QueueFigures.module.css";
import { spreadWords } from "./task-words.ts";
import { trendWords } from "./trend-words.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import { TASK_FINDING_CODES } from "#model/tasks/task.ts";
import type { Spread, TaskFigures, TasksView } from "#model/tasks/tasks-view.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatCount, formatDuration, formatPercent, formatSpan } from "#util/format.ts";
import type { ReactNode } from "react";
import { memo } from "react";

interface QueueFiguresProps {
  tasks: Pick<TasksView, "figures" | "findings">;
}

/** What flows, how long it takes, and what is odd: each figure a link to the tasks that make it. */
export const QueueFigures = memo(function QueueFigures({ tasks: { figures, findings } }: QueueFiguresProps) {
  return (
    <Panel
      heading="Flow"
      {...(figures === null ? {} : { aside: `a minute, over the last ${formatDuration(figures.flow.overMs)}` })}
    >
      <dl className={styles.figures}>
        <Figure name="In, claimed, out" href={tasksPath({ sort: "age", order: "ascending" })}>
          {figures === null
            ? "–"
            : [figures.flow.arrivedPerMinute, figures.flow.claimedPerMinute, figures.flow.endedPerMinute]
                .map(perMinute)
                .join(" · ")}
        </Figure>
        <Figure name="Net" href={tasksPath({ state: "open" })}>
          {figures === null ? "–" : trendWords(figures.flow)}
        </Figure>
        <SpreadFigure name="Waited" sort="wait" spread={figures?.wait ?? null} />
        <SpreadFigure name="Ran" sort="run" spread={figures?.run ?? null} />
      </dl>
      <Findings findings={findings} />
    </Panel>
  );
});

function Figure({ name, href, note, children }: { name: string; href: string; note?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <a href={href}>{children}</a>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </dd>
    </>
  );
}

function SpreadFigure({ name, sort, spread }: { name: string; sort: "wait" | "run"; spread: Spread | null }) {
  const href = tasksPath({ sort, order: "descending" });
  if (spread === null) {
    return (
      <Figure name={name} href={href}>
        –
      </Figure>
    );
  }
  const { figures, samples } = spreadWords(spread);
  return (
    <Figure name={name} href={href} note={figures === "–" ? samples : `p50 · p95 · p99 ${samples}`}>
      {figures}
    </Figure>
  );
}

function Findings({ findings }: { findings: TasksView["findings"] }) {
  const there = TASK_FINDING_CODES.filter((code) => (findings[code] ?? 0) > 0);
  if (there.length === 0) return <p className={styles.none}>No findings.</p>;
  return (
    <ul className={styles.findings} aria-label="Findings">
      {there.map((code) => {
        const { word, alarm } = TASK_FINDING_LOOKS[code];
        return (
          <li key={code}>
            <a href={tasksPath({ finding: code })}>
              <AlarmMark alarm={alarm} /> {word} <b>{formatCount(findings[code] ?? 0)}</b>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const MOST_AGENTS = 12;

/** The same by priority and by agent: folded, since it is looked up rather than watched. */
export const QueueShares = memo(function QueueShares({ figures }: { figures: TaskFigures }) {
  const more = figures.agents.length - MOST_AGENTS;
  return (
    <details className={styles.shares}>
      <summary>By priority and by agent</summary>
      <div className={styles.tables}>
        <table className={styles.table} aria-label="By priority">
          <thead>
            <tr>
              <th scope="col">Priority</th>
              <th scope="col">Waiting</th>
              <th scope="col">Held</th>
              <th scope="col">Ended</th>
              <th scope="col">Waited, median</th>
            </tr>
          </thead>
          <tbody>
            {figures.priorities.map(({ priority, waiting, claimed, ended, wait }) => (
              <tr key={priority ?? ""}>
                <th scope="row">
                  <a href={tasksPath({ priority: priority ?? "" })}>{priority ?? "none"}</a>
                </th>
                <td>{formatCount(waiting)}</td>
                <td>{formatCount(claimed)}</td>
                <td>{formatCount(ended)}</td>
                <td>
                  {wait.p50 === null ? "–" : formatSpan(wait.p50)}
                  <span className={styles.note}>{spreadWords(wait).samples}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <table className={styles.table} aria-label="By agent">
            <thead>
              <tr>
                <th scope="col">Agent</th>
                <th scope="col">Holds</th>
                <th scope="col">Done</th>
                <th scope="col">Failed</th>
                <th scope="col">Busy</th>
              </tr>
            </thead>
            <tbody>
              {figures.agents.slice(0, MOST_AGENTS).map(({ agent, holds, done, failed, busyShare }) => (
                <tr key={agent}>
                  <th scope="row">
                    <a href={tasksPath({ owner: agent })}>{agent}</a>
                  </th>
                  <td>{formatCount(holds)}</td>
                  <td>{formatCount(done)}</td>
                  <td>{formatCount(failed)}</td>
                  <td>
                    <a href={agentPath(agent)}>{formatPercent(busyShare)}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && <p className={styles.none}>{`${formatCount(more)} less busy not listed.`}</p>}
        </div>
      </div>
    </details>
  );
});

function perMinute(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

interface OldestProps {
  oldest: TasksView["oldestWaiting"];
  /** Nothing is available, as far as is known; null: not known. */
  available: number | null;
  age: string | null;
}

/** The one that waited longest, beside the counts and as large as they are. */
export function OldestWaiting({ oldest, available, age }: OldestProps) {
  const words = oldest === null || age === null ? (available === null ? "–" : "none") : age;
  return (
    <a
      className={styles.oldest}
      href={oldest === null ? tasksPath({ state: "available", sort: "age", order: "descending" }) : taskPath(oldest.id)}
    >
      <span className={oldest === null ? styles.quiet : undefined}>{words}</span>
      <span>oldest waiting</span>
    </a>
  );
}
