import { memo, useMemo } from "react";
import { errorGroups } from "./error-groups.ts";
import { ErrorList } from "./ErrorList.tsx";
import styles from "./OverviewPage.module.css";
import { quietWords } from "./quiet-words.ts";
import { useViewOfTick } from "./use-view-of-tick.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const MOST = 8;

export const ErrorPanel = memo(function ErrorPanel({ seen }: { seen: ServerMs }) {
  const errors = useViewOfTick((view) => view.newestErrors);
  const complete = useViewOfTick((view) => view.history.complete);
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
