import { useState } from "react";
import { applyTheme, loadTheme, saveTheme, THEMES } from "./theme.ts";
import type { Theme } from "./theme.ts";
import { Segmented } from "#ui/segmented/Segmented.tsx";

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(loadTheme);
  function choose(chosen: Theme) {
    setTheme(chosen);
    saveTheme(chosen);
    applyTheme(chosen);
  }
  return <Segmented label="Colours" quiet options={THEMES} value={theme} onChange={choose} />;
}
