import styles from "./SourceList.module.css";
import { sourceWords } from "./source-words.ts";
import type { SourceState } from "#model/source-state.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import type { ServerMs } from "#util/units.ts";

interface AsOf {
  seen: ServerMs | null;
  /** There is no connection: how they stood then. */
  lost: boolean;
}

/** What the page is fed from, how, and whether it is whole. */
export function SourceList({ sources, ...as }: { sources: readonly SourceState[] } & AsOf) {
  return (
    <ul className={styles.sources}>
      {sources.map((source) => (
        <Source key={source.name} source={source} {...as} />
      ))}
    </ul>
  );
}

function Source({ source, seen, lost }: { source: SourceState } & AsOf) {
  const words = sourceWords(source, seen, lost);
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
