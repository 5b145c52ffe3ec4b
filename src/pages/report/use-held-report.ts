import type { ReportSearch } from "./search.ts";
import type { AskAnswers } from "#store/feed.tsx";
import { useAsk, useView } from "#store/feed.tsx";
import { useState } from "react";

type Answer = AskAnswers["report"];
export type HeldAnswer = Extract<Answer, { state: "held" }>;

export interface HeldReport {
  /** What is on the screen; while another version is read, the one before it. Null: none is there yet. */
  held: HeldAnswer | null;
  /** Why what is wanted is not there; null: it is, or it is being read. */
  why: Exclude<Answer["state"], "held"> | null;
}

/**
 * The version that the address names, or the newest as it was when the page was opened: what somebody reads stays, and a version that comes
 * meanwhile is offered. Asked for again only while it is not there.
 */
export function useHeldReport(
  id: { feature: string; agent: string; type: string },
  { version, show }: ReportSearch,
  news: string,
): HeldReport {
  const live = useView((view) => view.connection.state === "live");
  const [last, setLast] = useState<{ answer: HeldAnswer; raw: boolean } | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const raw = show === "raw";
  const seq = version ?? opened;
  const isThere = last !== null && last.raw === raw && (seq === null || last.answer.version.seq === seq);
  const { data } = useAsk(
    { kind: "report", ...id, seq, raw },
    { enabled: !isThere, changed: `${live ? "live" : "not live"} ${news}` },
  );
  if (data?.state === "held" && !isThere && data !== last?.answer) {
    setLast({ answer: data, raw });
    if (version === null) setOpened(data.version.seq);
  }
  const why = isThere || data === undefined || data.state === "held" ? null : data.state;
  return { held: last?.answer ?? null, why };
}
