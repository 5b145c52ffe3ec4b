/** What the host serves now, beside what is running. */

/** Scripts and styles by which one build is told from another: their names hold a hash of what is in them. */
function partsOf(page: Document): string[] {
  const scripts = [...page.querySelectorAll("script[src]")].map((script) => script.getAttribute("src") ?? "");
  const styles = [...page.querySelectorAll("link[rel=stylesheet][href]")].map(
    (link) => link.getAttribute("href") ?? "",
  );
  return [...scripts, ...styles];
}

export interface HostPage {
  /** Addresses as they are written. */
  parts: readonly string[];
}

/** @returns null for what is not this page at all: a login form, a proxy's error, a directory */
export function readHostPage(html: string): HostPage | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = partsOf(page);
  return page.querySelector("#root") === null || parts.length === 0 ? null : { parts };
}

/** Whether the host has another build than the one that runs in this document. */
export function isAnotherBuild({ parts }: HostPage, running: Document): boolean {
  const known = new Set(partsOf(running));
  return parts.some((part) => !known.has(part));
}

/** What the host serves at this page's address; null: nothing that could take its place. */
export async function fetchHostPage(): Promise<HostPage | null> {
  try {
    const { pathname, search } = window.location;
    const response = await fetch(`${pathname}${search}`, { cache: "no-cache" });
    return response.ok ? readHostPage(await response.text()) : null;
  } catch {
    return null;
  }
}

/** A wall that loads itself anew from a host that is away shows an error until somebody comes: so it is asked for everything first. */
export async function canBeLoaded(page: HostPage): Promise<boolean> {
  const answers = await Promise.all(
    page.parts.map(async (part) => {
      try {
        return (await fetch(part, { cache: "no-cache" })).ok;
      } catch {
        return false;
      }
    }),
  );
  return answers.every(Boolean);
}
