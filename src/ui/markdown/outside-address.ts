const SAFE: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link that may be followed: a whole one of the web or of mail, as the browser reads it. Null for everything else, also for
 * what is relative: in a text that came from elsewhere it would lead somewhere on this page.
 */
export function outsideAddress(href: string | undefined): string | null {
  if (href === undefined || !URL.canParse(href)) return null;
  const url = new URL(href);
  return SAFE.has(url.protocol) ? url.href : null;
}
