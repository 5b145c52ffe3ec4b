import { lettersAreOff } from "./letter-keys.ts";
import { NAV_PAGES } from "./nav-pages.ts";
import { Button } from "#ui/button/Button.tsx";
import { Suspense, lazy, useEffect, useEffectEvent, useRef, useState } from "react";

const GoToPalette = lazy(() => import("./GoToPalette.tsx").then(({ GoToPalette: made }) => ({ default: made })));
const KeyHelp = lazy(() => import("./KeyHelp.tsx").then(({ KeyHelp: made }) => ({ default: made })));

/** How long the letter behind `g` may take. */
const SECOND_LETTER_MS = 1_500;

/** The keys of the whole page, and the button for those who do not know them. */
export function Keys() {
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  const goAt = useRef(Number.NEGATIVE_INFINITY);
  const close = (): void => setOpen(null);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      setOpen("palette");
      return;
    }
    if (event.ctrlKey || event.metaKey || open !== null || isTyping(event.target) || lettersAreOff()) return;
    if (onLetter(event.key, event.timeStamp)) event.preventDefault();
  });

  function onLetter(key: string, at: number): boolean {
    const isSecond = at - goAt.current < SECOND_LETTER_MS;
    goAt.current = key === "g" && !isSecond ? at : Number.NEGATIVE_INFINITY;
    const page = isSecond ? NAV_PAGES.find((one) => one.key === key) : undefined;
    if (page !== undefined) {
      window.location.hash = page.href.slice(page.href.indexOf("#"));
      return true;
    }
    if (key === "?") {
      setOpen("help");
      return true;
    }
    return key === "/" && focusSearch();
  }

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <>
      <Button look="quiet" title="Ctrl+K. All keys: ?" onClick={() => setOpen("palette")}>
        Go to…
      </Button>
      <Suspense fallback={null}>
        {open === "palette" && <GoToPalette onClose={close} onHelp={() => setOpen("help")} />}
        {open === "help" && <KeyHelp onClose={close} />}
      </Suspense>
    </>
  );
}

/** In a field a letter is a letter. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>("main input[type=search]");
  box?.focus();
  box?.select();
  return box !== null;
}
