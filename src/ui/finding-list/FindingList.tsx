import type { ReactNode } from "react";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import styles from "./FindingList.module.css";

export interface ListedFinding {
  key: string;
  severity: "critical" | "warning" | "notice";
  code: string;
  /** Whose it is, where the list is of several. */
  about?: ReactNode;
  sentence: string;
  /** A sentence, or a command: what begins with `nats ` or holds braces is offered to be copied. */
  remedy: string;
}

/** What a person should know, the worst first: its severity in words, a sentence, what mends it. */
export function FindingList({ name, findings }: { name: string; findings: readonly ListedFinding[] }) {
  return (
    <ul className={styles.findings} aria-label={name}>
      {findings.map(({ key, severity, code, about, sentence, remedy }) => (
        <li key={key} className={styles.finding}>
          <p>
            <span className={styles[severity]}>
              <AlarmMark alarm={severity} /> {severity}
            </span>
            {about !== undefined && <span className={styles.about}>{about}</span>}
          </p>
          <p>{sentence}</p>
          <Remedy text={remedy} code={code} />
          <p className={styles.code}>
            <code>{code}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Remedy({ text, code }: { text: string; code: string }) {
  const command = /(^|: )(nats [\s\S]*|[a-z]+: \{[\s\S]*\})$/u.exec(text);
  if (command === null) return <p className={styles.remedy}>{text}</p>;
  const words = text.slice(0, command.index);
  return (
    <>
      {words !== "" && <p className={styles.remedy}>{`${words}:`}</p>}
      <CopyBlock label={`What mends ${code}`} text={command[2] ?? ""} />
    </>
  );
}
