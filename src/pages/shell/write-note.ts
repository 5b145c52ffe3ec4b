/** The note that a login may write is said once a device. */
const KEY = "rollcall.write-note-read";

export function noteWasRead(): boolean {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

export function readNote(): void {
  try {
    localStorage.setItem(KEY, "yes");
  } catch {
    // Blocked or full: it is said again the next time.
  }
}
