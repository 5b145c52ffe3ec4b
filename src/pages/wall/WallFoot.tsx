import type { WakeLock } from "./use-wake-lock.ts";
import styles from "./WallFoot.module.css";
import type { WallLayout } from "#model/wall/geometry.ts";
import type { WallPanel } from "#model/wall/panels.ts";
import { WALL_PANEL_NAMES } from "#model/wall/panels.ts";
import type { ReloadDecision } from "#model/wall/reload.ts";
import type { heldBy } from "#model/wall/rotation.ts";
import { firstThatFits, wordsWidth } from "#model/wall/text-width.ts";
import { formatFigure } from "#util/format.ts";

interface WallFootProps {
  pages: readonly (readonly WallPanel[])[];
  page: number;
  progress: number | null;
  held: ReturnType<typeof heldBy>;
  lock: WakeLock;
  decision: ReloadDecision;
  /** When it is tried again while there is no view; null: there is one. */
  nextTry: string | null;
  layout: WallLayout;
}

/** Which page this is, until when, and what the screen itself has to say. */
export function WallFoot({ pages, page, progress, held, lock, decision, nextTry, layout }: WallFootProps) {
  const where = pages.length > 1 ? `${page + 1} of ${pages.length}` : "";
  const room = layout.width - wordsWidth(where) - pages.length * 0.9 - 2;
  const note = firstThatFits(noteOf({ held, lock, decision, nextTry, layout, pages, page }), room);
  return (
    <footer className={styles.foot}>
      <span className={styles.hairline} aria-hidden="true">
        {progress !== null && <span style={{ inlineSize: `${Math.round(progress * 100)}%` }} />}
      </span>
      {pages.length > 1 && (
        <span className={styles.pages}>
          {pages.map((panels, index) => (
            <span key={panels.join(" ")} className={styles.page} data-current={index === page} aria-hidden="true" />
          ))}
          <span className={styles.where}>{where}</span>
        </span>
      )}
      <span className={styles.note} role="note">
        {note}
      </span>
    </footer>
  );
}

type Noted = Pick<WallFootProps, "held" | "lock" | "decision" | "nextTry" | "layout" | "pages" | "page">;

/** One thing at a time, the most useful first; without anything to say, what comes next. */
function noteOf({ held, lock, decision, nextTry, layout, pages, page }: Noted): string[] {
  if (nextTry !== null) return [`Nothing is seen: ${nextTry}`, nextTry, ""];
  if (layout.onlyUpToMetres !== null) {
    const metres = formatFigure(layout.onlyUpToMetres);
    return [`This screen can be read from up to ${metres} m`, `Up to ${metres} m`, ""];
  }
  if (decision.kind === "wait")
    return ["A new version waits for the alarm to be acknowledged", "New version waits", ""];
  if (held === "critical") return ["Stays here for a critical alarm", "Critical alarm", ""];
  if (held === "person") return ["Stopped: Space goes on", "Stopped", ""];
  if (lock.state === "none") return [...WHY_IT_SLEEPS[lock.why], "May go dark", ""];
  const next = pages[(page + 1) % Math.max(1, pages.length)] ?? [];
  return pages.length > 1 ? [`Next: ${next.map((panel) => WALL_PANEL_NAMES[panel]).join(", ")}`, ""] : [""];
}

const WHY_IT_SLEEPS: Readonly<Record<Extract<WakeLock, { state: "none" }>["why"], readonly string[]>> = {
  insecure: ["This screen may go dark: no wake lock over plain http", "May go dark: plain http"],
  unsupported: ["This screen may go dark: this browser has no wake lock", "May go dark: no wake lock"],
  refused: ["This screen may go dark: the browser refused a wake lock", "May go dark: refused"],
};
