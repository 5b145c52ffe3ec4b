import type { ChannelSearch } from "./search.ts";
import { TIMES } from "./search.ts";
import type { ChannelQuery } from "#model/channels/channel-history.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

type Wanted = Pick<ChannelQuery, "limit" | "shape">;

/** What the URL asks for. @param now to the minute, or every tick would be another question; null: no clock yet */
export function queryOf(
  channel: string,
  { q, agent, unnamed, time, group }: ChannelSearch,
  now: ServerMs | null,
  wanted: Wanted,
): Omit<ChannelQuery, "upTo"> {
  const backMs = TIMES[time];
  return {
    channel,
    text: q,
    agent: unnamed ? "" : agent === "" ? null : agent,
    since: now === null || backMs === null ? null : Math.floor((now - backMs) / MINUTE_MS) * MINUTE_MS,
    group: group === "" ? null : group,
    ...wanted,
  };
}

/** How the channel is shown: errors are read best in groups, unless a group or a message is opened. */
export function shapeOf(name: string, { shape, group, open }: ChannelSearch): ChannelQuery["shape"] {
  if (shape !== "auto") return shape;
  return name === "errors" && group === "" && open === "" ? "groups" : "messages";
}
