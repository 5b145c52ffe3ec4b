/** What a wall can show; the words that stand in its URL, in the order in which they are shown where it names none. */
export const WALL_PANELS = ["fleet", "queue", "flow", "deliverables", "streams", "server", "alarms"] as const;
export type WallPanel = (typeof WALL_PANELS)[number];

export const WALL_PANEL_NAMES: Readonly<Record<WallPanel, string>> = {
  fleet: "Fleet",
  queue: "Queue",
  flow: "Flow",
  deliverables: "Deliverables",
  streams: "Streams",
  server: "Server",
  alarms: "Alarms",
};

/** The panels of one page of the rotation: as many as the screen has room for at once. */
export function wallPages(panels: readonly WallPanel[], atOnce: number): readonly (readonly WallPanel[])[] {
  const pages: WallPanel[][] = [];
  for (let from = 0; from < panels.length; from += atOnce) pages.push(panels.slice(from, from + atOnce));
  return pages;
}
