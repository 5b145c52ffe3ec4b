import { useFeed, useSettings, useView } from "./feed.tsx";
import { observerNow } from "./ticker.ts";
import type { Answered, AskFailure } from "#model/asked/ask-failure.ts";
import { isAnswer, isFailure, isFinal } from "#model/asked/ask-failure.ts";
import { assert } from "#util/assert.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";
import type { AskAnswers, AskRequest } from "#worker/protocol.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

/** What is known of a thing that is asked again and again. The last answer stays when asking fails, and says that it is old. */
export type Polled<T> =
  | { state: "loading" }
  | { state: "failed"; failure: AskFailure }
  | {
      state: "known";
      value: T;
      /** When it was answered; its age is told from it. */
      answeredAt: ObserverMs;
      /** Why it could not be asked anew since; null: it is as new as it can be. */
      old: AskFailure | null;
    };

interface Held<T> {
  value: T;
  answeredAt: ObserverMs;
  tookMs: number;
}

interface PollOptions {
  enabled?: boolean;
  /** At least this far apart; whatever is said here, ten times the last answer's duration counts as well. */
  everyMs?: number;
  /** Shows the last answer of another question of this kind until this one's comes: for pages of one list. */
  keep?: boolean;
}

const EVERY_MS = 5 * SECOND_MS;
const DURATIONS_APART = 10;
/** A server that does not answer is asked again, however long the last wait was. */
const AFTER_FAILURE_MS = 15 * SECOND_MS;

class AskError extends Error {
  readonly failure: AskFailure;

  constructor(failure: AskFailure) {
    super(failure.why);
    this.failure = failure;
  }
}

/**
 * Asks the server again and again while the page is open: every 5 s, or ten times what the last answer took. Stops where a grant is missing
 * (and starts again with the next connection), stands still while the page is paused, and asks nothing while the view is lost.
 */
export function usePolled<R extends AskRequest>(
  request: R,
  { enabled = true, everyMs = EVERY_MS, keep = false }: PollOptions = {},
): Polled<Answered<AskAnswers[R["kind"]]>> {
  const { ask } = useFeed();
  const { paused } = useSettings();
  const live = useView((view) => view.connection.state === "live");

  const query = useQuery<Held<Answered<AskAnswers[R["kind"]]>>>({
    queryKey: ["polled", request],
    queryFn: async () => {
      const askedAt = observerNow();
      const answer = await ask(request);
      if (isFailure(answer)) throw new AskError(answer);
      assert(isAnswer(answer), "what is no failure is an answer");
      const answeredAt = observerNow();
      return { value: answer, answeredAt, tookMs: answeredAt - askedAt };
    },
    enabled: enabled && live && !paused,
    // The browser's own notion of being online knows nothing of a server on this machine or network.
    networkMode: "always",
    staleTime: 0,
    // Comparing a thousand rows with those before, field by field, takes longer than painting the few that are in view.
    structuralSharing: false,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: ({ state }) => {
      if (state.error !== null) {
        return isFinal(failureOf(state.error, request.kind)) ? false : Math.max(everyMs, AFTER_FAILURE_MS);
      }
      return Math.max(everyMs, DURATIONS_APART * (state.data?.tookMs ?? 0));
    },
  });

  const failure = query.error === null ? null : failureOf(query.error, request.kind);
  if (query.data !== undefined) {
    return { state: "known", value: query.data.value, answeredAt: query.data.answeredAt, old: failure };
  }
  return failure === null ? { state: "loading" } : { state: "failed", failure };
}

/** A worker that does not answer is a failure as well. */
function failureOf(error: Error, kind: string): AskFailure {
  if (error instanceof AskError) return error.failure;
  return { state: "failed", why: "refused", subject: kind, detail: error.message };
}
