import { createContext, use } from "react";

/** What stands before every page's name in the tab's title: what calls for somebody who looks at another tab. Empty: nothing does. */
export const TitleMarkContext = createContext("");

export function useTitleMark(): string {
  return use(TitleMarkContext);
}
