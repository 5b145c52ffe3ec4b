import styles from "./ErrorList.module.css";
import { agentPath, channelPath } from "../../paths.ts";
import type { MessageGroup } from "#model/channels/message-groups.ts";
import { formatClock, formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Errors that agents reported, newest first, the same words but for numbers and ids once, with how often they came. */
export function ErrorList({ groups, seen }: { groups: readonly MessageGroup[]; seen: ServerMs }) {
  return (
    <ul className={styles.errors}>
      {groups.map((group) => (
        <li key={group.key} className={styles.error}>
          <a className={styles.when} href={channelPath("errors", { open: group.newest })}>
            <time dateTime={new Date(group.lastAt).toISOString()}>{formatClock(group.lastAt, seen)}</time>
          </a>
          <span className={styles.who}>
            <Who group={group} />
          </span>
          <span className={styles.text} title={group.newest.text}>
            {group.newest.text}
          </span>
          {group.count > 1 && (
            <a className={styles.count} href={channelPath("errors", { group: group.key })}>
              {timesWords(group)}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who sent most of them. */
function Who({ group: { agents, moreAgents } }: { group: MessageGroup }) {
  const [first, ...others] = agents;
  const more = others.length + moreAgents;
  return (
    <>
      {first === undefined || first.agent === null ? (
        "nobody named"
      ) : (
        <a href={agentPath(first.agent)}>{first.agent}</a>
      )}
      {more > 0 && ` +${formatCount(more)}`}
    </>
  );
}

/** "×7 in 1 h" */
function timesWords({ count, firstAt, lastAt }: MessageGroup): string {
  return `×${formatCount(count)} in ${formatDuration(lastAt - firstAt)}`;
}
