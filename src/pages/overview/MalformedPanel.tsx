import { memo } from "react";
import { MalformedList } from "./MalformedList.tsx";
import { useViewOfTick } from "./use-view-of-tick.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const MOST = 5;

/** Not there while every message could be read. */
export const MalformedPanel = memo(function MalformedPanel({ seen }: { seen: ServerMs }) {
  const malformed = useViewOfTick((view) => view.malformed);
  const count = useViewOfTick((view) => view.counters.malformed);
  if (malformed.length === 0) return null;
  return (
    <Panel heading="Unreadable messages" aside={formatPlural(count, "message")}>
      <MalformedList malformed={malformed.slice(0, MOST)} seen={seen} />
    </Panel>
  );
});
