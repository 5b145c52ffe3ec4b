/** A fleet too large for one mark an agent: agents whose names begin alike are counted together. */
import type { Standing } from "../standing.ts";
import { rankOf } from "../standing.ts";

export interface AgentGroup {
  /** What their names begin with; null: all that found no group of their own. */
  name: string | null;
  total: number;
  /** The most pressing standing among them, and how many have it. */
  worst: Standing;
  worstCount: number;
}

/**
 * @param most groups that there is room for: by the name without its number, else by its first word, else the largest and the rest as one
 * @returns by name, the rest last: places that stay
 */
export function groupAgents(agents: readonly { id: string; standing: Standing }[], most: number): AgentGroup[] {
  const families = gather(agents, withoutNumber);
  if (families.size <= most) return inOrder(families);
  const words = gather(agents, firstWord);
  if (words.size <= most) return inOrder(words);
  const largest = [...words.values()].sort((a, b) => b.total - a.total || (nameOf(a) < nameOf(b) ? -1 : 1));
  const kept = new Set(largest.slice(0, Math.max(0, most - 1)).map(({ name }) => name));
  return inOrder(gather(agents, (id) => (kept.has(firstWord(id)) ? firstWord(id) : null)));
}

function gather(
  agents: readonly { id: string; standing: Standing }[],
  keyOf: (id: string) => string | null,
): Map<string | null, AgentGroup> {
  const groups = new Map<string | null, AgentGroup>();
  for (const { id, standing } of agents) {
    const name = keyOf(id);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, { name, total: 1, worst: standing, worstCount: 1 });
      continue;
    }
    group.total += 1;
    if (standing === group.worst) group.worstCount += 1;
    else if (rankOf(standing) < rankOf(group.worst)) Object.assign(group, { worst: standing, worstCount: 1 });
  }
  return groups;
}

function inOrder(groups: ReadonlyMap<string | null, AgentGroup>): AgentGroup[] {
  return [...groups.values()].sort((a, b) =>
    a.name === null || b.name === null ? Number(a.name === null) - Number(b.name === null) : a.name < b.name ? -1 : 1,
  );
}

function nameOf({ name }: AgentGroup): string {
  return name ?? "";
}

/** "scraper-12" and "scraper12" are scrapers. */
function withoutNumber(id: string): string {
  return id.replace(/[-_]?\d+$/u, "") || id;
}

function firstWord(id: string): string {
  return /^[^-_\d]+/u.exec(id)?.[0] ?? id;
}
