/** Estimates, and to be shown as such: what a language model makes of a text depends on the model. */

/** One token is taken as 4 bytes. */
export const BYTES_A_TOKEN = 4;
/** What a completion notice costs in place of its report. */
export const NOTICE_TOKENS = 200;

function tokensOf(bytes: number): number {
  return Math.round(bytes / BYTES_A_TOKEN);
}

/** To three figures: more would be read as if it had been counted. */
export function roughTokens(bytes: number): number {
  return roughly(tokensOf(bytes));
}

function roughly(tokens: number): number {
  return Number(tokens.toPrecision(3));
}

/** What the next agent of a feature is given: all of its reports, or a notice of each. */
export interface TokenSaving {
  reports: number;
  /** With every report in full. */
  fullTokens: number;
  /** With a notice of each. */
  noticeTokens: number;
  /** The difference; below zero where the reports are shorter than their notices. */
  savedTokens: number;
}

/** @param bytes of each report's current version */
export function savingOf(bytes: readonly number[]): TokenSaving {
  return savingOfTotal(
    bytes.reduce((sum, one) => sum + one, 0),
    bytes.length,
  );
}

export function savingOfTotal(totalBytes: number, reports: number): TokenSaving {
  const fullTokens = roughTokens(totalBytes);
  const noticeTokens = reports * NOTICE_TOKENS;
  return { reports, fullTokens, noticeTokens, savedTokens: roughly(tokensOf(totalBytes) - noticeTokens) };
}
