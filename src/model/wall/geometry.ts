/** The wall counts in its own unit, the *root*: the size of its text. Whatever is laid out in roots is as legible on any screen. */
export interface Screen {
  /** What the page fills, in CSS pixels; taken to be the whole screen. */
  widthPx: number;
  heightPx: number;
}

export interface Viewing {
  /** The screen's diagonal. */
  inches: number;
  /** From the screen to who stands farthest from it. */
  metres: number;
}

/** Height of a capital letter in the fonts of tokens.css, by the font's size; a browser test measures it. */
export const CAP_HEIGHT_EM = 0.65;

/** ISO 9241-3 prefers 20 to 22 arc minutes for a letter's height. */
export const LEGIBLE_ARC_MINUTES = 20;

/** How high a capital letter has to be to be read from there. */
export function capHeightMm(metres: number): number {
  return 2 * metres * 1000 * Math.tan((LEGIBLE_ARC_MINUTES / 60 / 2) * (Math.PI / 180));
}

export function pxPerMm({ widthPx, heightPx }: Screen, inches: number): number {
  return Math.hypot(widthPx, heightPx) / (inches * 25.4);
}

/** The angle under which a capital letter of that text size is seen from there, in arc minutes. */
export function arcMinutes(fontPx: number, screen: Screen, { inches, metres }: Viewing): number {
  const heightMm = (fontPx * CAP_HEIGHT_EM) / pxPerMm(screen, inches);
  return 2 * Math.atan(heightMm / (2 * metres * 1000)) * (180 / Math.PI) * 60;
}

export interface WallLayout {
  /** The one text size; nothing on the wall is smaller. */
  rootPx: number;
  /** Room within the margins, in roots. */
  width: number;
  height: number;
  /** `headline`: from so far away only the state, the clock and the data's age can be large enough. */
  shows: "panels" | "headline";
  /** From how far the text can be read, where the wanted distance is beyond what this screen can do; null: from the wanted one. */
  onlyUpToMetres: number | null;
  /** Panels side by side and above each other: more than one where the viewer is near. */
  across: number;
  down: number;
  /** Room for one panel's content below its heading, in roots. */
  panel: { width: number; height: number };
  stripColumns: number;
  stripRows: number;
  /** Headline, data's age and clock: beside each other, the headline above the two, or all three below each other. */
  header: { shape: "one-line" | "two-lines" | "stacked"; height: number; headlineWidth: number; headlineLines: number };
}

/** Everything that stands around the panels, in roots. The style sheets have the same figures from here, as variables. */
export const WALL_SPACES = {
  margin: 0.6,
  headline: 1.9,
  clock: 1.8,
  age: 1.4,
  foot: 1.5,
  stripRow: 1.35,
  stripPadding: 0.7,
  panelHeading: 1.9,
  gap: 1,
} as const;

const LEAST = { width: 11, height: 5 };
const LEAST_FOR_PANELS = { width: 20, height: 12 };
const PANEL_WIDTH = 30;
const PANEL_HEIGHT = 9.5;
const STRIP_ENTRY_WIDTH = 15.5;
const MOST_PER_SIDE = 3;
/** Clock and data's age beside each other, with the gaps before both. */
const CLOCK_AND_AGE = 14.8;
const WIDE_ENOUGH_FOR_ONE_LINE = 32;
/** A mark and the gap after it. */
const MARK = 1.6;

/**
 * What the screen has room for when all of it is to be read from that distance.
 * @param panels how many are to be shown, in turns: as few pages as there is room for, each of them filled
 */
export function wallLayout(screen: Screen, viewing: Viewing, panels = 1): WallLayout {
  const wanted = capHeightMm(viewing.metres) * pxPerMm(screen, viewing.inches) * (1 / CAP_HEIGHT_EM);
  const margins = 2 * WALL_SPACES.margin;
  const largest = Math.min(screen.widthPx / (LEAST.width + margins), screen.heightPx / (LEAST.height + margins));
  // A quarter of a pixel up: never below what was reckoned.
  const rootPx = wanted <= largest ? Math.min(largest, Math.ceil(wanted * 4) / 4) : largest;
  const width = screen.widthPx / rootPx - margins;
  const height = screen.heightPx / rootPx - margins;
  const shows = width >= LEAST_FOR_PANELS.width && height >= LEAST_FOR_PANELS.height ? "panels" : "headline";
  const stripRows = height < 15 ? 1 : height < 26 ? 2 : 3;
  const strip = stripRows * WALL_SPACES.stripRow + WALL_SPACES.stripPadding;
  const header = headerOf(shows, width, height);
  const body = height - header.height - WALL_SPACES.foot - strip;
  const mostAcross = clamp(Math.floor((width + WALL_SPACES.gap) / (PANEL_WIDTH + WALL_SPACES.gap)), 1, MOST_PER_SIDE);
  const mostDown = clamp(Math.floor(body / (PANEL_HEIGHT + WALL_SPACES.panelHeading)), 1, MOST_PER_SIDE);
  const pages = Math.ceil(panels / (mostAcross * mostDown));
  const perPage = Math.max(1, Math.ceil(panels / Math.max(1, pages)));
  const across = Math.min(mostAcross, perPage);
  const down = Math.ceil(perPage / across);
  return {
    rootPx,
    width,
    height,
    shows,
    onlyUpToMetres: rootPx < wanted ? (viewing.metres * rootPx) / wanted : null,
    across,
    down,
    panel: {
      width: (width - (across - 1) * WALL_SPACES.gap) / across,
      height: body / down - WALL_SPACES.panelHeading,
    },
    stripColumns: Math.max(1, Math.floor(width / STRIP_ENTRY_WIDTH)),
    stripRows,
    header,
  };
}

function headerOf(shows: WallLayout["shows"], width: number, height: number): WallLayout["header"] {
  const { headline, clock, age } = WALL_SPACES;
  if (shows === "headline") {
    const headlineLines = Math.max(1, Math.floor((height - clock - age) / headline));
    return { shape: "stacked", height, headlineWidth: width - MARK, headlineLines };
  }
  if (width >= WIDE_ENOUGH_FOR_ONE_LINE) {
    return { shape: "one-line", height: headline, headlineWidth: width - MARK - CLOCK_AND_AGE, headlineLines: 1 };
  }
  return { shape: "two-lines", height: headline + clock, headlineWidth: width - MARK, headlineLines: 1 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
