import { useFeed } from "./feed.tsx";
import type { AskAnswers, AskRequest } from "#worker/protocol.ts";
import { keepPreviousData, useQueries } from "@tanstack/react-query";

/**
 * As `useAsk`, for a number of questions that is not known beforehand. An answer is undefined until it came.
 * @param changed asked again whenever this value changes, the old answers staying on the screen
 */
export function useAsks<R extends AskRequest>(
  requests: readonly R[],
  changed: string,
): readonly (AskAnswers[R["kind"]] | undefined)[] {
  const { ask } = useFeed();
  const results = useQueries({
    queries: requests.map((request) => ({
      queryKey: ["asks", request, changed],
      queryFn: () => ask(request),
      staleTime: 0,
      placeholderData: keepPreviousData,
    })),
  });
  return results.map(({ data }) => data);
}
