const OFF_KEY = "rollcall.keys-off";

/** Single letters can be turned off (WCAG 2.1.4): who speaks to the computer types them by accident. Ctrl+K stays. */
export function lettersAreOff(): boolean {
  try {
    return localStorage.getItem(OFF_KEY) === "yes";
  } catch {
    return false;
  }
}

export function turnLetters(off: boolean): void {
  try {
    if (off) localStorage.setItem(OFF_KEY, "yes");
    else localStorage.removeItem(OFF_KEY);
  } catch {
    // Blocked or full: nothing is kept.
  }
}
