import { useEffect, useEffectEvent } from "react";
import { useFeedControls, useSettings } from "#store/feed.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";

/** What is asked of the page, not how it stands: "Live" would be said beside a view that is lost. */
const OPTIONS = [
  { value: "follow", text: "Follow" },
  { value: "pause", text: "Pause" },
] as const;

/** Stops the painting, not the counting. Space does the same, wherever it means nothing else. */
export function PauseSwitch() {
  const { paused } = useSettings();
  const { setPaused } = useFeedControls();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== " " || event.defaultPrevented || event.repeat || usesSpace(event.target)) return;
    event.preventDefault();
    setPaused(!paused);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <Segmented
      label="Updates"
      quiet
      options={OPTIONS}
      value={paused ? "pause" : "follow"}
      onChange={(value) => setPaused(value === "pause")}
    />
  );
}

/** Controls that Space already works: a press there must not also stop the page. */
function usesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, button, summary, a, [role], [contenteditable]") !== null
  );
}
