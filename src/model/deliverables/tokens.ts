/** Estimates, and to be shown as such: what a language model makes of a text depends on the model. */

/** One token is taken as 4 bytes. */
export const BYTES_A_TOKEN = 4;
/** What a completion notice costs in place of its report. */
export const NOTICE_TOKENS = 200;

export function tokensOf(bytes: number): number {
  return Math.round(bytes / BYTES_A_TOKEN);
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
  const fullTokens = tokensOf(totalBytes);
  const noticeTokens = reports * NOTICE_TOKENS;
  return { reports, fullTokens, noticeTokens, savedTokens: fullTokens - noticeTokens };
}
