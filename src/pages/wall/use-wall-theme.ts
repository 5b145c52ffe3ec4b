import { useLayoutEffect } from "react";

/** While the wall is shown it has its own colours, whatever was chosen for the desk. */
export function useWallTheme(theme: string): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset["theme"];
    dataset["theme"] = theme;
    return () => {
      if (before === undefined) delete dataset["theme"];
      else dataset["theme"] = before;
    };
  }, [theme]);
}
