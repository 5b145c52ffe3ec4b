import { useDisplay } from "#ui/canvas/display.ts";
import type { Palette } from "#ui/canvas/display.ts";
import { useEffect } from "react";

/** `well`: the page's own icon. Each other look has a shape of its own, as everywhere; hollow: somebody has taken care of it. */
export type TabIconLook =
  | { look: "well" }
  | { look: "unknown" }
  | { look: "critical" | "warning" | "notice"; hollow: boolean };

/** Draws the tab's icon: the one thing of this page that is in sight while another tab is. Renders nothing. */
export function TabIcon({ icon }: { icon: TabIconLook }) {
  const { palette } = useDisplay();
  const drawn = tabIconSvg(icon, palette);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link === null) return;
    const before = link.href;
    link.href = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
    return () => {
      link.href = before;
    };
  }, [drawn]);
  return null;
}

function tabIconSvg(icon: TabIconLook, palette: Palette): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${shape(icon, palette)}</svg>`;
}

function shape(icon: TabIconLook, palette: Palette): string {
  switch (icon.look) {
    case "well":
      return `<path fill="${palette.mark}" d="M1 4h2v9H1zM5 4h2v9H5zM9 8h2v5H9zM13 4h2v9h-2z"/>`;
    case "unknown":
      return `<path fill="none" stroke="${palette["unknown-mark"]}" stroke-width="1.6" d="M1.5 1.5h13v13h-13zM1.5 8 8 1.5M1.5 14.5l13-13M8 14.5 14.5 8"/>`;
    case "critical":
      return drawn("M8 1 15 8 8 15 1 8Z", palette["critical-mark"], icon.hollow);
    case "warning":
      return drawn("M8 1.5 15 14.5H1Z", palette["warning-mark"], icon.hollow);
    case "notice":
      return `<circle cx="8" cy="8" r="6" fill="none" stroke="${palette["notice-mark"]}" stroke-width="${icon.hollow ? 1.6 : 3.4}"/>`;
  }
}

function drawn(path: string, colour: string, hollow: boolean): string {
  return hollow
    ? `<path fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round" d="${path}"/>`
    : `<path fill="${colour}" d="${path}"/>`;
}
