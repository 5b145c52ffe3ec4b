/** Colour arithmetic for the tests of tokens.css: what a reader sees, computed. Nothing on the page runs it. */

/** Linear-light sRGB, each 0..1. */
export type LinearRgb = readonly [number, number, number];

const OKLCH = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*(?:\/\s*[\d.]+\s*)?\)$/;

/** @returns linear sRGB, not clipped: a part outside 0..1 is a colour that a screen cannot show */
export function linearOfOklch(css: string): LinearRgb {
  const found = OKLCH.exec(css);
  if (!found) throw new Error(`not an oklch() colour: ${css}`);
  const [lightness, chroma, hue] = [Number(found[1]), Number(found[2]), (Number(found[3]) * Math.PI) / 180];
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** How far outside the sRGB cube, 0 when inside. */
export function outOfGamut(colour: LinearRgb): number {
  return Math.max(0, ...colour.map((part) => Math.max(-part, part - 1)));
}

export function clipped(colour: LinearRgb): LinearRgb {
  return [clip(colour[0]), clip(colour[1]), clip(colour[2])];
}

function clip(part: number): number {
  return Math.min(1, Math.max(0, part));
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(one: LinearRgb, other: LinearRgb): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export function luminance(colour: LinearRgb): number {
  const [red, green, blue] = clipped(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export type Deficiency = "protanopia" | "deuteranopia" | "tritanopia";

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const SIMULATION: Record<Deficiency, readonly [LinearRgb, LinearRgb, LinearRgb]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

export function simulated(colour: LinearRgb, deficiency: Deficiency): LinearRgb {
  const [red, green, blue] = SIMULATION[deficiency];
  return clipped([dot(red, colour), dot(green, colour), dot(blue, colour)]);
}

/** Distance in OKLab, where 0.02 is just seen and black to white is 1. */
export function distance(one: LinearRgb, other: LinearRgb): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function oklab(colour: LinearRgb): LinearRgb {
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour));
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], [l, m, s]),
    dot([1.9779984951, -2.428592205, 0.4505937099], [l, m, s]),
    dot([0.0259040371, 0.7827717662, -0.808675766], [l, m, s]),
  ];
}

function dot(row: LinearRgb, vector: LinearRgb): number {
  return row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2];
}
