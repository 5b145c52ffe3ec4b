import { readTaskBody } from "./task-body.ts";
import type { TaskBody } from "./task-body.ts";
import styles from "./TaskPage.module.css";
import { whyNotRead } from "./why-not-read.ts";
import type { TaskRow, TaskStepFacts } from "#model/tasks/task.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { JsonTree } from "#ui/json-tree/JsonTree.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import type { ExactJson } from "#util/exact-json.ts";
import { formatBytes, formatCount } from "#util/format.ts";
import { useMemo } from "react";

/** What stays in the stream: description, result, error, read from the task's newest message as it is looked at. */
export function TaskBodyPanels({ row, steps }: { row: TaskRow; steps: readonly TaskStepFacts[] }) {
  const newest = useStepBody(steps.at(-1) ?? null);
  const described = newest.body !== null && newest.body.description === null;
  const published = useStepBody(described ? (steps.findLast(({ state }) => state === "available") ?? null) : null);
  const description = newest.body?.description ?? published.body?.description ?? null;
  const ended = row.state === "completed" || row.state === "failed";
  return (
    <div className={styles.body}>
      <Panel heading="Description">
        {newest.body === null ? (
          <p className={styles.none}>{newest.why}</p>
        ) : description === null ? (
          <p className={styles.none}>Its messages describe it by no more than their title.</p>
        ) : (
          <p className={styles.text}>{description}</p>
        )}
      </Panel>
      {ended && newest.body !== null && (
        <Outcome heading="Result" json={newest.body.result} none="It ended without a result." />
      )}
      {newest.body !== null && (row.state === "failed" || newest.body.error !== null) && (
        <Outcome heading="Error" json={newest.body.error} none="It does not say why it failed." />
      )}
    </div>
  );
}

function Outcome({ heading, json, none }: { heading: string; json: ExactJson | null; none: string }) {
  return (
    <Panel heading={heading} {...(json === null ? {} : { aside: `${formatCount(json.length)} characters` })}>
      {json === null ? (
        <p className={styles.none}>{none}</p>
      ) : json.kind === "string" ? (
        <LongText text={json.value} />
      ) : (
        <JsonTree label={heading} json={json} />
      )}
    </Panel>
  );
}

const LONGEST_TEXT = 20_000;

function LongText({ text }: { text: string }) {
  return (
    <>
      <p className={styles.text}>{text.slice(0, LONGEST_TEXT)}</p>
      {text.length > LONGEST_TEXT && (
        <p
          className={styles.none}
        >{`The first ${formatCount(LONGEST_TEXT)} characters; all of it is in the message.`}</p>
      )}
    </>
  );
}

interface StepBody {
  body: TaskBody | null;
  /** Why there is no body. */
  why: string;
}

function useStepBody(step: TaskStepFacts | null): StepBody {
  const connection = useView((view) => view.connection.state);
  const { data, isError } = useAsk(
    { kind: "stored-message", stream: step?.stream ?? "", seq: step?.seq ?? 0 },
    { enabled: step !== null, changed: connection },
  );
  return useMemo(() => {
    if (data === undefined)
      return { body: null, why: isError ? "It was not answered." : "Reading it from its stream." };
    if (data.state !== "held") return { body: null, why: whyNotRead(data.state) };
    const body = readTaskBody(data.data, data.bytes);
    return {
      body,
      why: `Its newest message, of ${formatBytes(data.bytes)}, is too large to be taken apart: it opens in its life.`,
    };
  }, [data, isError]);
}
