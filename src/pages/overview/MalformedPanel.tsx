import { memo } from "react";
import { MalformedList } from "./MalformedList.tsx";
import type { MalformedFacts } from "#model/view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const MOST = 5;

interface MalformedPanelProps {
  malformed: readonly MalformedFacts[];
  /** All of them, those without a line of their own too. */
  count: number;
  seen: ServerMs;
}

/** Not there while every message could be read. */
export const MalformedPanel = memo(function MalformedPanel({ malformed, count, seen }: MalformedPanelProps) {
  if (malformed.length === 0) return null;
  return (
    <Panel heading="Unreadable messages" aside={formatPlural(count, "message")}>
      <MalformedList malformed={malformed.slice(0, MOST)} seen={seen} />
    </Panel>
  );
});
