import { createContext, use } from "react";

/** A page that is shown beside its list: then the list has the `main` landmark and the first heading. */
export const BesideContext = createContext(false);

export function useIsBeside(): boolean {
  return use(BesideContext);
}
