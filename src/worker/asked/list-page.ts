/** What a page of a list of streams or consumers says of itself. */
import type { Fields } from "../fields.ts";

/** The server's own: how far the next page is. */
const PAGE_LENGTH = 256;

export interface ListPage {
  /** Of the whole list; those that did not answer are among them. */
  total: number;
  /** From this page's offset to the next one's. */
  step: number;
  /** Names that are there and whose leaders did not answer the server that made the list. It waits some seconds for them. */
  unanswered: readonly string[];
}

/** @param found how many of this page are known */
export function readListPage(answer: Fields, found: number): ListPage {
  const limit = answer.number("limit") ?? 0;
  return {
    total: answer.number("total") ?? found,
    // Those that did not answer take places of the page; a page is never taken for shorter than what it brought.
    step: Math.max(limit > 0 ? limit : PAGE_LENGTH, 1),
    unanswered: answer.texts("missing") ?? [],
  };
}
