import styles from "./StreamPage.module.css";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import { usePolled } from "#store/use-polled.ts";
import { Button } from "#ui/button/Button.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useState } from "react";

const PAGE = 20;
/** A stream of many subjects lists them slowly: they are asked for seldom. */
const EVERY_MS = 30_000;

/** Its subjects, the fullest first, a page at a time. */
export function SubjectsPanel({ stream }: { stream: string }) {
  const [from, setFrom] = useState(0);
  const [filter, setFilter] = useState("");
  const valid = /^[^\s]+$/u.test(filter) ? filter : ">";
  const polled = usePolled(
    { kind: "stream-subjects", name: stream, filter: valid, from, limit: PAGE },
    { everyMs: EVERY_MS, keep: true },
  );
  const aside = polled.state === "known" ? formatPlural(polled.value.total, "subject") : undefined;
  return (
    <Panel heading="Subjects" aside={aside}>
      <input
        className={styles.filter}
        type="search"
        aria-label="Subject filter"
        placeholder="> (a subject, * and > allowed)"
        spellCheck={false}
        autoComplete="off"
        value={filter}
        onChange={(event) => {
          setFilter(event.target.value.trim());
          setFrom(0);
        }}
      />
      {polled.state === "failed" && (
        <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
      )}
      {polled.state === "known" && polled.value.total === 0 && (
        <p className={styles.quiet}>No message on such a subject.</p>
      )}
      {polled.state === "known" && polled.value.total > 0 && (
        <>
          <table className={styles.table} aria-label="Subjects">
            <thead>
              <tr>
                <th scope="col">Subject</th>
                <th scope="col" className={styles.end}>
                  Messages
                </th>
              </tr>
            </thead>
            <tbody>
              {polled.value.subjects.map(({ subject, messages }) => (
                <tr key={subject}>
                  <td className={styles.mono}>{subject}</td>
                  <td className={styles.end}>{formatCount(messages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {polled.value.total > PAGE && (
            <p className={styles.pager}>
              {from > 0 && <Button onClick={() => setFrom(Math.max(0, from - PAGE))}>Fuller</Button>}
              {`${formatCount(from + 1)} to ${formatCount(Math.min(from + PAGE, polled.value.total))}`}
              {from + PAGE < polled.value.total && <Button onClick={() => setFrom(from + PAGE)}>Emptier</Button>}
            </p>
          )}
          {polled.value.cut && <p className={styles.note}>There are more than were counted: narrow the filter.</p>}
        </>
      )}
    </Panel>
  );
}
