import { FleetCells } from "./FleetCells.tsx";
import styles from "./FleetPanel.module.css";
import { PanelBox, PanelNote } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import type { WallAgent, WallView } from "./use-wall-view.ts";
import { WallMark } from "./WallMark.tsx";
import type { FleetTally } from "#model/fleet-tally.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { compareNatural } from "#model/tasks/natural-order.ts";
import { groupAgents } from "#model/wall/agent-groups.ts";
import type { AgentGroup } from "#model/wall/agent-groups.ts";
import type { FleetFit } from "#model/wall/fleet-fit.ts";
import { fleetFit } from "#model/wall/fleet-fit.ts";
import type { StripLook } from "#model/wall/strip.ts";
import { cutMiddle, firstThatFits, wordsWidth } from "#model/wall/text-width.ts";
import { keepPlaces } from "#ui/fleet-map/map-grid.ts";
import { formatCount } from "#util/format.ts";
import type { CSSProperties } from "react";
import { memo, useMemo, useState } from "react";

/** The fleet, all of it at once, in places that stay: in the richest shape that has room. */
export function FleetPanel({ wall, room, rootPx }: PanelProps) {
  const { agents, tally } = wall;
  const places = usePlaces(agents);
  const byId = useMemo(() => new Map(agents.map((agent) => [agent.id, agent])), [agents]);
  const longest = useMemo(() => agents.reduce((most, { id }) => Math.max(most, id.length), 0), [agents]);
  const fit = useMemo(() => fleetFit(places.length, longest, room), [places.length, longest, room]);
  return (
    <PanelBox name="Fleet" aside={fleetWords(tally)} width={room.width}>
      {agents.length === 0 ? (
        <PanelNote words={emptyWords(wall)} {...room} />
      ) : (
        <div className={styles.fleet} data-fit={fit.kind}>
          <Fleet fit={fit} places={places} byId={byId} room={room} rootPx={rootPx} />
        </div>
      )}
    </PanelBox>
  );
}

interface FleetProps extends Pick<PanelProps, "room" | "rootPx"> {
  fit: FleetFit;
  places: readonly (string | null)[];
  byId: ReadonlyMap<string, WallAgent>;
}

function Fleet({ fit, places, byId, room, rootPx }: FleetProps) {
  switch (fit.kind) {
    case "tiles":
      return (
        <ul className={styles.tiles} style={{ ...columns(fit.columns), fontSize: `${fit.scale}em` }}>
          {places.map((id, index) => {
            const agent = id === null ? undefined : byId.get(id);
            // oxlint-disable-next-line react/no-array-index-key -- a place is its number
            return agent === undefined ? <li key={index} /> : <Tile key={agent.id} {...agent} width={fit.nameWidth} />;
          })}
        </ul>
      );
    case "bars":
      return (
        <ul className={styles.bars} style={{ ...columns(fit.columns), gridTemplateRows: `repeat(${fit.rows}, auto)` }}>
          {places.map((id, index) => {
            const agent = id === null ? undefined : byId.get(id);
            // oxlint-disable-next-line react/no-array-index-key -- a place is its number
            return agent === undefined ? <li key={index} /> : <Bar key={agent.id} {...agent} width={fit.nameWidth} />;
          })}
        </ul>
      );
    case "cells":
      return <FleetCells fit={fit} places={places} byId={byId} rootPx={rootPx} />;
    case "groups":
      return <Groups fit={fit} agents={[...byId.values()]} width={room.width} />;
  }
}

const Tile = memo(function Tile({ id, standing, task, width }: WallAgent & { width: number }) {
  const { word, alarm } = STANDING_LOOKS[standing];
  const quiet = task ?? (standing === "on-time" ? "idle" : word);
  return (
    <li className={styles.tile} data-look={alarm ?? "quiet"} data-standing={standing}>
      <span className={styles.name}>{cutMiddle(id, width)}</span>
      <span className={styles.state}>
        <WallMark look={alarm ?? "quiet"} />
        {alarm === null ? firstThatFits([quiet], width) : firstThatFits([word], width - 1.2)}
      </span>
    </li>
  );
});

const Bar = memo(function Bar({ id, standing, task, width }: WallAgent & { width: number }) {
  const { alarm } = STANDING_LOOKS[standing];
  return (
    <li className={styles.bar} data-look={alarm ?? "quiet"} data-standing={standing} data-working={task !== null}>
      <span className={styles.mark}>
        <WallMark look={alarm ?? "quiet"} />
      </span>
      <span className={styles.name}>{cutMiddle(id, width)}</span>
    </li>
  );
});

interface GroupsProps {
  fit: Extract<FleetFit, { kind: "groups" }>;
  agents: readonly WallAgent[];
  width: number;
}

function Groups({ fit, agents, width }: GroupsProps) {
  const groups = useMemo(() => groupAgents(agents, fit.columns * fit.rows), [agents, fit]);
  return (
    <ul className={styles.groups} style={columns(Math.min(fit.columns, groups.length))}>
      {groups.map((group) => (
        <Group key={group.name ?? ""} group={group} width={width / Math.min(fit.columns, groups.length)} />
      ))}
    </ul>
  );
}

function Group({ group: { name, total, worst, worstCount }, width }: { group: AgentGroup; width: number }) {
  const { word, alarm } = STANDING_LOOKS[worst];
  const look: StripLook = alarm ?? "quiet";
  const count = formatCount(total);
  const state =
    look === "quiet" && worstCount === total
      ? [word, ""]
      : [`${formatCount(worstCount)} ${word}`, formatCount(worstCount)];
  const room = width - wordsWidth(count) - 4.5;
  const said = firstThatFits(state, room - 5);
  return (
    <li className={styles.group} data-look={look}>
      <span className={styles.name}>{cutMiddle(name ?? "others", room - wordsWidth(said))}</span>
      <span className={styles.count}>{count}</span>
      <span className={styles.state}>
        <WallMark look={look} />
        {said}
      </span>
    </li>
  );
}

function columns(count: number): CSSProperties {
  return { gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` };
}

/** Who stands where: by name at first, and then for as long as the page is open, or until a third of the places is empty. */
function usePlaces(agents: readonly WallAgent[]): readonly (string | null)[] {
  const [places, setPlaces] = useState<readonly (string | null)[]>([]);
  const ids = useMemo(() => agents.map(({ id }) => id).sort(compareNatural), [agents]);
  const isSparse = places.length > 10 && places.filter((id) => id === null).length * 3 > places.length;
  const next = keepPlaces(isSparse ? [] : places, ids);
  if (next !== places) setPlaces(next);
  return next;
}

function fleetWords({ total, liveness, needsApproval }: FleetTally): string[] {
  if (total === 0) return [];
  const up = liveness["on-time"] + liveness.late + liveness.silent + liveness.unknown;
  const parts = [
    [liveness["on-time"], "on time"],
    [liveness.late, "late"],
    [liveness.silent, "silent"],
    [liveness.unknown, "not judged"],
    [needsApproval, needsApproval === 1 ? "needs a person" : "need a person"],
    [liveness["signed-off"], "signed off"],
    [liveness.gone, "gone"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return [
    ...said.map((_, index) => said.slice(0, said.length - index).join(", ")),
    `${formatCount(liveness["on-time"])} of ${formatCount(up)}`,
  ];
}

function emptyWords({ view: { connection, history }, tally, blind }: WallView): string[] {
  if (connection.state !== "live") return ["No agent is known: there is no connection.", "No connection"];
  if (blind !== null) return [`No agent can be seen: ${blind}.`, "No agent can be seen"];
  if (!history.complete) return ["Reading the past: no agent so far.", "Reading the past"];
  if (tally.total > 0) return ["No agent is up: all of them signed off or are gone.", "No agent is up"];
  return ["Connected, and no agent has beaten yet: the first one appears here by itself.", "No agent so far"];
}
