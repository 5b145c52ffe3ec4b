/** Light, dark, or what the system says. Kept on the device; `data-theme` on <html> is all that tokens.css looks at. */
export type Theme = "light" | "dark" | "system";

export const THEMES: readonly { value: Theme; text: string }[] = [
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
  { value: "system", text: "System" },
];

const KEY = "rollcall.theme";

/** A browser that blocks storage gets the system's theme. */
export function loadTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find(({ value }) => value === kept)?.value ?? "system";
  } catch {
    return "system";
  }
}

export function saveTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Blocked or full: the choice holds until the page is closed.
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
