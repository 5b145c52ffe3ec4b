import { WALL_PANELS } from "#model/wall/panels.ts";
import type { WallPanel } from "#model/wall/panels.ts";
import { parseDim } from "#model/wall/dim.ts";
import { SECOND_MS } from "#util/units.ts";
import * as v from "valibot";

/** The router reads what looks like a number as one. */
const text = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value)),
);

const panels = v.pipe(
  text,
  v.transform((value) => value.split(",").filter(isPanel)),
  v.check((chosen) => chosen.length > 0),
  v.transform((chosen) => [...new Set(chosen)].join(",")),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  size: field(v.pipe(v.number(), v.minValue(5), v.maxValue(300)), 55),
  distance: field(v.pipe(v.number(), v.minValue(0.3), v.maxValue(30)), 4),
  pages: field(panels, WALL_PANELS.join(",")),
  every: field(v.pipe(v.number(), v.minValue(15), v.maxValue(300)), 20),
  dim: field(
    v.pipe(
      text,
      v.check((value) => value === "off" || parseDim(value) !== null),
    ),
    "off",
  ),
  theme: field(v.picklist(["wall", "dark", "light"]), "wall"),
  reload: field(v.union([v.literal("off"), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23))]), 4),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole set-up of a wall, as its URL holds it. Units in docs/wall.md. */
export type WallSearch = v.InferOutput<typeof schema>;

/** What is not written into the URL. */
export const WALL_SEARCH_DEFAULTS: WallSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseWallSearch(search: Record<string, unknown>): WallSearch {
  return v.parse(schema, search);
}

export function panelsOf({ pages }: Pick<WallSearch, "pages">): readonly WallPanel[] {
  return pages.split(",").filter(isPanel);
}

export function turnEveryMs({ every }: Pick<WallSearch, "every">): number {
  return every * SECOND_MS;
}

function isPanel(name: string): name is WallPanel {
  return WALL_PANELS.some((panel) => panel === name);
}
