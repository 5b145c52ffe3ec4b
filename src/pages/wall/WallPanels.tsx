import { AlarmsPanel } from "./AlarmsPanel.tsx";
import { DeliverablesPanel } from "./DeliverablesPanel.tsx";
import { FleetPanel } from "./FleetPanel.tsx";
import { FlowPanel } from "./FlowPanel.tsx";
import { QueuePanel } from "./QueuePanel.tsx";
import { ServerPanel } from "./ServerPanel.tsx";
import { StreamsPanel } from "./StreamsPanel.tsx";
import type { PanelProps } from "./panel-props.ts";
import type { WallView } from "./use-wall-view.ts";
import styles from "./WallPage.module.css";
import type { WallLayout } from "#model/wall/geometry.ts";
import type { WallPanel } from "#model/wall/panels.ts";
import type { ComponentType } from "react";

const PANELS: Readonly<Record<WallPanel, ComponentType<PanelProps>>> = {
  fleet: FleetPanel,
  queue: QueuePanel,
  flow: FlowPanel,
  deliverables: DeliverablesPanel,
  streams: StreamsPanel,
  server: ServerPanel,
  alarms: AlarmsPanel,
};

interface WallPanelsProps {
  panels: readonly WallPanel[];
  wall: WallView;
  layout: WallLayout;
}

/** The panels of one page, in places of one size. */
export function WallPanels({ panels, wall, layout: { across, down, panel: room, rootPx } }: WallPanelsProps) {
  return (
    <div
      className={styles.panels}
      style={{
        gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${down}, minmax(0, 1fr))`,
      }}
    >
      {panels.map((name) => {
        const Panel = PANELS[name];
        return <Panel key={name} wall={wall} room={room} rootPx={rootPx} />;
      })}
    </div>
  );
}
