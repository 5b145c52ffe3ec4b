/** What simulated agents say. */

export const WORKER_NAMES = [
  "Doc-Brown",
  "alice",
  "debbie",
  "Web-Content-Builder-2",
  "marty",
  "jennifer",
  "lorraine",
  "george",
  "biff",
  "clara",
  "strickland",
  "einstein",
  "seo-auditor",
  "resume-writer",
  "link-checker",
  "image-resizer",
  "data-importer",
  "mail-drafter",
  "release-notes",
  "test-runner",
  "price-watcher",
  "translator-de",
  "translator-fr",
  "schema-keeper",
] as const;

export const TASK_TITLES = [
  "Convert resume to HTML",
  "Audit SEO of the landing page",
  "Check links in the handbook",
  "Resize product images",
  "Import October invoices",
  "Draft the weekly mail",
  "Write release notes for 2.4",
  "Run the regression suite",
  "Compare prices of three suppliers",
  "Translate the FAQ to German",
  "Translate the FAQ to French",
  "Find duplicate customer records",
  "Summarise support tickets",
  "Update the address schema",
  "Build the search index",
  "Review the cookie banner text",
  "Export the newsletter list",
  "Clean up stale branches",
  "Benchmark the import job",
  "Rewrite the onboarding page",
] as const;

export const TASK_DESCRIPTIONS = [
  "Follow the style guide; report what could not be done.",
  "Source is in the shared folder. Keep the old file.",
  "Ask before anything is published.",
  "Same as last week, with the new fields.",
] as const;

export const CHATTER = [
  "Done with {task}, taking the next one.",
  "Anyone working on the search index? I need it for {task}.",
  "Starting on {task}.\nWill take a while ⏳",
  "Handing {task} over is fine with me, notes are in the result.",
  "The importer is slow today, {task} waits for it.",
  "✅ {task} finished, no surprises.",
] as const;

export const ROADMAP = [
  "Next: finish customer search, then the invoice import.",
  "Priority this week: everything that blocks the release.",
  "Moved the French translation behind the German one.",
  "The search index is the long pole; two agents on it please.",
] as const;

export const ERRORS = [
  "timeout after 30 s calling the index service",
  "429 from the mail provider, retrying in 60 s",
  "cannot read invoices-10.csv: line 412 has 9 columns, 8 expected",
  "connection reset by peer while fetching https://example.org/sitemap.xml",
  "out of memory while resizing banner.tif (412 MB)",
  "TypeError: cannot read properties of undefined (reading 'title')",
] as const;

export const APPROVALS = [
  "Publish the landing page?",
  "Send the weekly mail to 1,204 addresses?",
  "Delete 37 duplicate records?",
  "Spend 12 more minutes on this task?",
] as const;

export const FEATURES = [
  "customer-search",
  "invoice-import",
  "saved-filters",
  "REQ-TEST-WORKFLOW-001",
  "bulk-export",
  "two-factor-login",
  "audit-trail",
  "REQ-REPORTS-014",
  "dark-mode",
  "price-alerts",
] as const;

export const DESCRIPTIONS = [
  "Takes any task with a clear result",
  "Writes and checks texts",
  "Moves data between formats",
  "Looks after the site",
] as const;

export const CAPABILITIES = [
  "html",
  "seo",
  "python",
  "sql",
  "images",
  "mail",
  "translation",
  "testing",
  "review",
] as const;
