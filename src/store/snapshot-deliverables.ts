import { NOT_ASKED } from "./snapshot.ts";
import type { Snapshot, SnapshotPart } from "./snapshot.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { failureSentence, isFailure } from "#model/asked/ask-failure.ts";
import type { ShelfState } from "#model/deliverables/report.ts";
import type { AskAnswers } from "#worker/protocol.ts";

/** How many reports are listed when nobody says: each of them may have to be read for its age and size. */
export const DEFAULT_REPORTS = 200;

/** The snapshot with the reports whose newest version is known: they are asked for, the page does not hold them. */
export function withDeliverables(snapshot: Snapshot, answer: AskAnswers["deliverable-reports"] | null): Snapshot {
  if (answer === null) return { ...snapshot, parts: { ...snapshot.parts, deliverables: NOT_ASKED } };
  const part = isFailure(answer) ? failedPart(answer) : partOf(answer.shelf);
  const reports = isFailure(answer) || part.state !== "ready" ? [] : answer.reports;
  return {
    ...snapshot,
    parts: { ...snapshot.parts, deliverables: part },
    deliverables: reports.flatMap(({ feature, agent, type, versions, newest }) =>
      newest === null
        ? []
        : [
            {
              agent,
              type,
              feature,
              versions,
              bytes: newest.bytes,
              publishedAt: new Date(newest.at).toISOString(),
              stream: newest.stream,
              seq: newest.seq,
            },
          ],
    ),
  };
}

function failedPart(failure: AskFailure): SnapshotPart {
  return { state: "loading", reason: failureSentence(failure), completeSince: null };
}

/** A part of the streams is not ready: what is missing in it may be there. */
function partOf(shelf: ShelfState): SnapshotPart {
  switch (shelf.state) {
    case "whole":
      return { state: "ready", reason: null, completeSince: null };
    case "loading":
      return { state: "loading", reason: null, completeSince: null };
    case "no-stream":
      return { state: "no-stream", reason: "no stream stores reports", completeSince: null };
    case "part": {
      const forbidden = shelf.missing.every(({ reason }) => reason === "forbidden");
      const names = shelf.missing.map(({ stream, reason }) => `${stream}: ${reason}`).join(", ");
      return { state: forbidden ? "forbidden" : "loading", reason: names, completeSince: null };
    }
  }
}
