import type { TaskStory } from "#model/tasks/task-story.ts";
import type { FleetView } from "#model/view.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { useWatchedTasks } from "#store/tasks.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useMemo } from "react";

/** A person reads: more often than that a story need not be told anew. */
const TELL_EVERY_MS = 500;

/**
 * The story of a task, told anew whenever it or a task that it hangs together with changed.
 * @returns story null: not told yet, or `failed`
 */
export function useTaskStory(id: string): { story: TaskStory | null; failed: boolean } {
  const rows = useView((view) => view.taskRows);
  const whole = useView((view) => view.tasks.whole);
  const changed = useAtMostEvery(
    useMemo(() => `${whole} ${signatureOf(rows)}`, [whole, rows]),
    TELL_EVERY_MS,
  );
  const { data, isError } = useAsk({ kind: "task-story", id }, { changed });
  const nodes = data?.graph.nodes;
  const watched = useMemo(() => {
    const ids = new Set([id, ...(nodes ?? []).map((node) => node.id)]);
    return [...ids];
  }, [id, nodes]);
  useWatchedTasks(watched, null);
  return { story: data ?? null, failed: isError };
}

/** Changes with each step of a watched task and with what is found about it. */
function signatureOf(rows: FleetView["taskRows"]): string {
  let signature = "";
  for (const { id, stream, seq, state, findings } of rows.values()) {
    signature += `${id} ${stream} ${seq} ${state} ${findings.map(({ code, since }) => `${code}${since}`).join()};`;
  }
  return signature;
}
