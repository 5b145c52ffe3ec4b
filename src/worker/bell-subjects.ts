import { collide, covers } from "#contract/subject-filter.ts";

/** What to subscribe to, to hear of everything that is below `wanted` and captured by `captured`. */
export function bellSubjects(captured: readonly string[], wanted: readonly string[]): string[] {
  const bells = new Set<string>();
  for (const subject of captured) {
    for (const filter of wanted) {
      if (covers(filter, subject)) bells.add(subject);
      else if (covers(subject, filter)) bells.add(filter);
      else if (collide(subject, filter)) bells.add(subject);
    }
  }
  return [...bells];
}
