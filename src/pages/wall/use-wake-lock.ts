import { useEffect, useState } from "react";

/** Whether the screen is kept from going dark. */
export type WakeLock =
  | { state: "asking" }
  | { state: "held" }
  /** `insecure`: browsers give none over plain http. `refused`: by a power-saving mode, or a policy. */
  | { state: "none"; why: "insecure" | "unsupported" | "refused" };

/** Asks for it as soon as the page is seen, and again each time it is: it is let go whenever the page is hidden. */
export function useWakeLock(): WakeLock {
  const [lock, setLock] = useState<WakeLock>(unavailable);
  useEffect(() => {
    if (unavailable().state === "none") return;
    let held: WakeLockSentinel | null = null;
    let isLeft = false;
    async function ask(): Promise<void> {
      if (document.visibilityState !== "visible" || held !== null) return;
      try {
        const given = await navigator.wakeLock.request("screen");
        if (isLeft) {
          await given.release();
          return;
        }
        held = given;
        given.addEventListener("release", () => {
          held = null;
          if (!isLeft) setLock({ state: "none", why: "refused" });
        });
        setLock({ state: "held" });
      } catch {
        if (!isLeft) setLock({ state: "none", why: "refused" });
      }
    }
    const onVisible = (): void => void ask();
    void ask();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isLeft = true;
      document.removeEventListener("visibilitychange", onVisible);
      void held?.release();
    };
  }, []);
  return lock;
}

function unavailable(): WakeLock {
  if (!window.isSecureContext) return { state: "none", why: "insecure" };
  return "wakeLock" in navigator ? { state: "asking" } : { state: "none", why: "unsupported" };
}
