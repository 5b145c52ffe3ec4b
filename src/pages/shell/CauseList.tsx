import type { Cause } from "./advice.ts";
import styles from "./CauseList.module.css";
import { connectionPath } from "../../paths.ts";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";

/** What may be the matter, likeliest first, each with what to do. */
export function CauseList({ causes }: { causes: readonly Cause[] }) {
  return (
    <div className={styles.advice}>
      <ol className={styles.causes}>
        {causes.map((cause) => (
          <li key={cause.cause} className={styles.cause}>
            <p className={styles.what}>{cause.cause}</p>
            <p>
              {cause.remedy}{" "}
              {cause.link && (
                <a href={cause.link.href} target="_blank" rel="noreferrer">
                  {cause.link.text}
                </a>
              )}
            </p>
            {cause.lines && <CopyBlock label={cause.lines.label} text={cause.lines.text} />}
          </li>
        ))}
      </ol>
      <p>
        Another address or login: <a href={connectionPath()}>Connection</a>.
      </p>
    </div>
  );
}
