/** How a fleet is drawn so that all of it is on the screen at once: the richest shape that has room. Sizes in roots (geometry.ts). */
import { MONO_EM } from "./text-width.ts";

export type FleetFit =
  /** A name, its state and its task each; `scale`: the text's size by the root. */
  | { kind: "tiles"; columns: number; rows: number; scale: number; nameWidth: number }
  /** A name on a bar each. */
  | { kind: "bars"; columns: number; rows: number; nameWidth: number }
  /** A mark each; who it is, is told of the abnormal ones in the exception strip. `pitch`: from mark to mark. */
  | { kind: "cells"; columns: number; rows: number; pitch: number }
  /** Counts of agents whose names begin alike. */
  | { kind: "groups"; columns: number; rows: number; nameWidth: number };

interface Room {
  width: number;
  height: number;
}

/** One figure for both, the style sheets read them as variables. */
export const FLEET_SIZES = {
  tileHeight: 3.5,
  tilePadding: 1.1,
  barHeight: 1.5,
  /** Mark and paddings of a bar. */
  barExtra: 2,
  groupHeight: 1.5,
} as const;

const TILE_SCALES = [2, 1.6, 1.3, 1];
const TILE_NAME = { least: 16, most: 24 };
const LEAST_BAR_NAME = 8;
const LARGEST_PITCH = 2;
/** Below this a mark's shape is no longer seen from where the text is just read. */
const SMALLEST_PITCH = 0.3;
const GROUP_WIDTH = 20;
const GROUP_FIGURES = 11;

/** @param longestName letters of the longest name @returns for no agent at all, tiles */
export function fleetFit(count: number, longestName: number, room: Room): FleetFit {
  return tiles(count, longestName, room) ?? bars(count, longestName, room) ?? cells(count, room) ?? groups(room);
}

function tiles(count: number, longestName: number, { width, height }: Room): FleetFit | null {
  const letters = clamp(longestName, TILE_NAME.least, TILE_NAME.most);
  for (const scale of TILE_SCALES) {
    const columns = Math.floor(width / ((letters * MONO_EM + 2 * FLEET_SIZES.tilePadding) * scale));
    const rows = Math.floor(height / (FLEET_SIZES.tileHeight * scale));
    if (columns * rows < Math.max(1, count)) continue;
    // As few columns as do: names get the room.
    const needed = Math.max(1, Math.ceil(count / rows));
    const nameWidth = width / needed / scale - 2 * FLEET_SIZES.tilePadding;
    return { kind: "tiles", columns: needed, rows, scale, nameWidth };
  }
  return null;
}

function bars(count: number, longestName: number, { width, height }: Room): FleetFit | null {
  const rows = Math.floor(height / FLEET_SIZES.barHeight);
  const columns = Math.max(1, Math.ceil(count / Math.max(1, rows)));
  const nameWidth = width / columns - FLEET_SIZES.barExtra;
  const letters = Math.min(LEAST_BAR_NAME, longestName);
  return rows < 1 || nameWidth < letters * MONO_EM ? null : { kind: "bars", columns, rows, nameWidth };
}

function cells(count: number, { width, height }: Room): FleetFit | null {
  for (let pitch = LARGEST_PITCH; pitch >= SMALLEST_PITCH; pitch = Math.round((pitch - 0.02) * 100) / 100) {
    const columns = Math.floor(width / pitch);
    const rows = Math.floor(height / pitch);
    if (columns * rows >= count) return { kind: "cells", columns, rows, pitch };
  }
  return null;
}

function groups({ width, height }: Room): FleetFit {
  const columns = Math.max(1, Math.floor(width / GROUP_WIDTH));
  const rows = Math.max(1, Math.floor(height / FLEET_SIZES.groupHeight));
  return { kind: "groups", columns, rows, nameWidth: width / columns - GROUP_FIGURES };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
