import { canBeLoaded, fetchHostPage, isAnotherBuild } from "./host-page.ts";
import type { ReloadDecision, ReloadFacts, ReloadPlan } from "#model/wall/reload.ts";
import { decideReload, LOOK_EVERY_MS, LOOKS } from "#model/wall/reload.ts";
import { observerNow } from "#store/ticker.ts";
import { useEffect, useEffectEvent, useState } from "react";

interface Looks {
  newVersion: boolean;
  heapBytes: number[];
  heapLimitBytes: number | null;
  frameMs: number[];
}

/**
 * Looks at the page's own health once a minute and loads it anew where that is decided: it has nobody who would. What it shows is in its
 * address, so nothing is lost.
 */
export function useWatchdog(
  { unacknowledgedCritical, workerGaveUp }: Pick<ReloadFacts, "unacknowledgedCritical" | "workerGaveUp">,
  plan: ReloadPlan,
): ReloadDecision {
  const [decision, setDecision] = useState<ReloadDecision>({ kind: "stay" });
  const decide = useEffectEvent((looks: Looks): ReloadDecision => {
    const now = new Date();
    const minuteOfDay = now.getHours() * 60 + now.getMinutes();
    const facts = { now: observerNow(), loadedAt: performance.timeOrigin, minuteOfDay, ...looks };
    return decideReload({ ...facts, unacknowledgedCritical, workerGaveUp }, plan);
  });
  useEffect(() => {
    const looks: Looks = { newVersion: false, heapBytes: [], heapLimitBytes: null, frameMs: [] };
    async function look(): Promise<void> {
      const page = await fetchHostPage();
      looks.newVersion = page !== null && isAnotherBuild(page, document);
      const heap = heapUse();
      looks.heapLimitBytes = heap?.limitBytes ?? null;
      if (heap !== null) looks.heapBytes = [...looks.heapBytes, heap.usedBytes].slice(-LOOKS);
      const frame = document.visibilityState === "visible" ? await frameTime() : null;
      if (frame !== null) looks.frameMs = [...looks.frameMs, frame].slice(-LOOKS);
      const decided = decide(looks);
      setDecision((before) => (isSame(before, decided) ? before : decided));
      if (decided.kind === "reload" && page !== null && (await canBeLoaded(page))) window.location.reload();
    }
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return decision;
}

function isSame(a: ReloadDecision, b: ReloadDecision): boolean {
  return a.kind === b.kind && (a.kind === "stay" || b.kind === "stay" || a.reason === b.reason);
}

/** Chromium tells it, of the page's own thread; others do not. */
function heapUse(): { usedBytes: number; limitBytes: number } | null {
  if (!("memory" in performance)) return null;
  const { memory } = performance;
  if (typeof memory !== "object" || memory === null) return null;
  if (!("usedJSHeapSize" in memory) || !("jsHeapSizeLimit" in memory)) return null;
  const { usedJSHeapSize, jsHeapSizeLimit } = memory;
  if (typeof usedJSHeapSize !== "number" || typeof jsHeapSizeLimit !== "number") return null;
  return { usedBytes: usedJSHeapSize, limitBytes: jsHeapSizeLimit };
}

/** From one frame to the next, in ms: a page that is well paints at its screen's pace. */
function frameTime(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame((first) => requestAnimationFrame((second) => resolve(second - first)));
  });
}
