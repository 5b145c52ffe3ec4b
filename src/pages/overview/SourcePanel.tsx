import { memo } from "react";
import { readWords } from "./read-words.ts";
import { SourceList } from "./SourceList.tsx";
import type { SourceState } from "#model/source-state.ts";
import type { Counters } from "#model/view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import type { ServerMs } from "#util/units.ts";

interface SourcePanelProps {
  sources: readonly SourceState[];
  counters: Counters;
  seen: ServerMs | null;
  /** There is no connection: how they stood then. */
  lost: boolean;
}

export const SourcePanel = memo(function SourcePanel({ sources, counters, seen, lost }: SourcePanelProps) {
  if (sources.length === 0) return null;
  return (
    <Panel heading="What is read" aside={readWords(counters)}>
      <SourceList sources={sources} seen={seen} lost={lost} />
    </Panel>
  );
});
