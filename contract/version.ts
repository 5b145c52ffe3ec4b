/**
 * The contract's version. A schema change fails `contract/version.test.ts` until this is raised and HISTORY has its line.
 * Readers ignore fields they do not know, so an added optional field is a minor change for agents, but still a version.
 */
export const CONTRACT_VERSION = 2;

export interface ContractVersion {
  version: number;
  /** `schemaHash` of all schemas as of this version. */
  schemas: string;
  /** YYYY-MM-DD */
  date: string;
  /** What changed for those who write or read the wire. */
  change: string;
}

export const HISTORY: readonly ContractVersion[] = [
  {
    version: 1,
    schemas: "4110e053a6c947f2",
    date: "2026-11-24",
    change: "heartbeats, tasks, channel messages, deliverables and completion notices as first read",
  },
  {
    version: 2,
    schemas: "2914cf885b63d145",
    date: "2026-11-24",
    change: "a task message may name an agent in withdrawn_by, whose claim it takes back",
  },
];
