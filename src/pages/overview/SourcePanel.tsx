import { memo } from "react";
import { readWords } from "./read-words.ts";
import { SourceList } from "./SourceList.tsx";
import { useViewOfTick } from "./use-view-of-tick.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import type { ServerMs } from "#util/units.ts";

export const SourcePanel = memo(function SourcePanel({ seen }: { seen: ServerMs | null }) {
  const sources = useViewOfTick((view) => view.sources);
  const counters = useViewOfTick((view) => view.counters);
  if (sources.length === 0) return null;
  return (
    <Panel heading="What is read" aside={readWords(counters)}>
      <SourceList sources={sources} seen={seen} />
    </Panel>
  );
});
