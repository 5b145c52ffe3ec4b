import styles from "./SourceList.module.css";
import { sourceWords } from "./source-words.ts";
import type { SourceState } from "#model/source-state.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import type { ServerMs } from "#util/units.ts";

/** What the page is fed from, how, and whether it is whole. */
export function SourceList({ sources, seen }: { sources: readonly SourceState[]; seen: ServerMs | null }) {
  return (
    <ul className={styles.sources}>
      {sources.map((source) => (
        <Source key={source.name} source={source} seen={seen} />
      ))}
    </ul>
  );
}

function Source({ source, seen }: { source: SourceState; seen: ServerMs | null }) {
  const words = sourceWords(source, seen);
  return (
    <li className={styles.source}>
      <div className={styles.line}>
        <code className={styles.name} title={source.subjects.join(" ")}>
          {source.name}
        </code>
        <span className={words.alarm ? styles[words.alarm] : styles.state}>
          {words.alarm && <AlarmMark alarm={words.alarm} />} {words.state}
          {words.notes.map((note) => (
            <span key={note}>{`, ${note}`}</span>
          ))}
        </span>
        <span className={styles.way}>{words.way}</span>
      </div>
      {source.advice && (
        <div className={styles.advice}>
          <p>{source.advice.sentence}</p>
          {source.advice.remedy !== null && (
            <CopyBlock label={`What mends ${source.name}`} text={source.advice.remedy} />
          )}
        </div>
      )}
    </li>
  );
}
