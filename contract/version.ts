/**
 * The contract's version. A schema change fails `contract/version.test.ts` until this is raised and HISTORY has its line.
 * Readers ignore fields they do not know, so an added optional field is a minor change for agents, but still a version.
 */
export const CONTRACT_VERSION = 1;

export const HISTORY: readonly { version: number; date: string; change: string }[] = [
  {
    version: 1,
    date: "2026-11-24",
    change: "heartbeats, tasks, channel messages, deliverables and completion notices as first read",
  },
];
