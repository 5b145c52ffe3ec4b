import { useState } from "react";
import { SPECIMENS } from "./specimens.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";

const THEMES = [
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
  { value: "wall", text: "Wall" },
] as const;

type Theme = (typeof THEMES)[number]["value"];

/** Every component of ui/ in its states, in the theme that is chosen: what a change of a token does is seen here first. */
export function Gallery() {
  const [theme, setTheme] = useState<Theme>("light");
  function choose(next: Theme): void {
    document.documentElement.dataset["theme"] = next;
    setTheme(next);
  }
  return (
    <PageFrame name="Components">
      <Segmented label="Theme" options={THEMES} value={theme} onChange={choose} />
      {SPECIMENS.map(({ name, shows }) => (
        <Panel key={name} heading={name}>
          {shows}
        </Panel>
      ))}
    </PageFrame>
  );
}
