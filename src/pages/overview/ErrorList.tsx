import styles from "./ErrorList.module.css";
import type { ErrorGroup } from "./error-groups.ts";
import { agentPath } from "../../paths.ts";
import { formatClock, formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Errors that agents reported, newest first, the same words once with how often they came. */
export function ErrorList({ groups, seen }: { groups: readonly ErrorGroup[]; seen: ServerMs }) {
  return (
    <ul className={styles.errors}>
      {groups.map((group) => (
        <li key={`${group.stream} ${group.seq}`} className={styles.error}>
          <time className={styles.when} dateTime={new Date(group.lastAt).toISOString()}>
            {formatClock(group.lastAt, seen)}
          </time>
          <span className={styles.who}>
            {group.agent === null ? "nobody named" : <a href={agentPath(group.agent)}>{group.agent}</a>}
          </span>
          <span className={styles.text} title={`${group.text}\n\n${group.stream} #${group.seq}`}>
            {group.text}
          </span>
          <span className={styles.count}>{group.count > 1 && timesWords(group)}</span>
        </li>
      ))}
    </ul>
  );
}

/** "×7 in 1 h" */
function timesWords({ count, firstAt, lastAt }: ErrorGroup): string {
  return `×${formatCount(count)} in ${formatDuration(lastAt - firstAt)}`;
}
