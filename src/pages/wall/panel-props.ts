import type { WallView } from "./use-wall-view.ts";

export interface PanelProps {
  wall: WallView;
  /** Below the heading, in roots. */
  room: { width: number; height: number };
  rootPx: number;
}
