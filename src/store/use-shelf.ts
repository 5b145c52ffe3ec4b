import { useView } from "./feed.tsx";
import { usePolled } from "./use-polled.ts";
import type { Polled } from "./use-polled.ts";
import type { FleetView } from "#model/view.ts";
import { SECOND_MS } from "#util/units.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import { useEffect, useRef, useState } from "react";

export interface ShelfView {
  polled: Polled<Answered<AskAnswers["deliverable-shelf"]>>;
  /** Changes when what is known of any report may have: what is asked from memory is asked again then. */
  news: string;
}

/** What the streams hold, asked again and again, and told of every report that the feed brings meanwhile. */
export function useShelf(): ShelfView {
  const polled = usePolled({ kind: "deliverable-shelf" });
  const told = useAtMostEachSecond(useView(reportsTold));
  const revision = polled.state === "known" ? polled.value.revision : 0;
  return { polled, news: `${revision} ${told}` };
}

/** Changes with every report that the feed brings. */
function reportsTold({ channels }: FleetView): string {
  const reports = channels.get("deliverables");
  return reports === undefined ? "" : `${reports.count} ${reports.lastAt}`;
}

function useAtMostEachSecond(value: string): string {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, shownAt.current + SECOND_MS - performance.now());
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value]);
  return shown;
}
