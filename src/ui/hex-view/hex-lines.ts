/** Bytes as lines of sixteen: where each begins, its bytes, and the same as characters where they are any. */
export interface HexLine {
  /** Of its first byte, as eight hexadecimal digits. */
  offset: string;
  bytes: string;
  characters: string;
}

const BYTES_A_LINE = 16;
const FIRST_VISIBLE = 32;
const LAST_VISIBLE = 126;

/** @param lines at most so many, from the first byte on */
export function hexLines(data: Uint8Array, lines: number): HexLine[] {
  const count = Math.min(lines, Math.ceil(data.length / BYTES_A_LINE));
  return Array.from({ length: count }, (_none, index) => lineOf(data, index * BYTES_A_LINE));
}

function lineOf(data: Uint8Array, start: number): HexLine {
  const bytes = [...data.subarray(start, start + BYTES_A_LINE)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
  const [left, right] = [hex.slice(0, 8).join(" "), hex.slice(8).join(" ")];
  return {
    offset: start.toString(16).padStart(8, "0"),
    bytes: right === "" ? left : `${left}  ${right}`,
    characters: bytes.map(characterOf).join(""),
  };
}

function characterOf(byte: number): string {
  return byte >= FIRST_VISIBLE && byte <= LAST_VISIBLE ? String.fromCharCode(byte) : "·";
}
