import { memo, useMemo } from "react";
import { errorGroups } from "./error-groups.ts";
import { ErrorList } from "./ErrorList.tsx";
import styles from "./OverviewPage.module.css";
import { quietWords } from "./quiet-words.ts";
import type { EventFacts } from "#model/view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const MOST = 8;

interface ErrorPanelProps {
  errors: readonly EventFacts[];
  /** The whole wanted past is read. */
  complete: boolean;
  seen: ServerMs;
}

export const ErrorPanel = memo(function ErrorPanel({ errors, complete, seen }: ErrorPanelProps) {
  const { groups, more } = useMemo(() => errorGroups(errors, MOST), [errors]);
  return (
    <Panel heading="Newest errors" {...(more > 0 ? { aside: `${formatPlural(more, "older one")} not shown` } : {})}>
      {groups.length > 0 ? (
        <ErrorList groups={groups} seen={seen} />
      ) : (
        <p className={styles.none}>{quietWords("No error", complete)}</p>
      )}
    </Panel>
  );
});
