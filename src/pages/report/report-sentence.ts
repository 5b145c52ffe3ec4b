import { agentPath, streamMessagesPath } from "../../paths.ts";
import type { VersionFacts } from "#model/deliverables/report.ts";
import { roughTokens } from "#model/deliverables/tokens.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatBytes, formatClock, formatCount } from "#util/format.ts";

export interface Told {
  agent: string;
  version: VersionFacts;
  /** Place among the versions, from 1; null: not known. */
  number: number | null;
  versions: number;
}

/** Whose report it is, which version, from when and how large. */
export function reportSentence(
  { agent, version, number, versions }: Told,
  seen: number | null,
): readonly SentencePart[] {
  const which = number === null ? "A version" : `Version ${formatCount(number)} of ${formatCount(versions)}`;
  return [
    `${which} by `,
    { text: agent, href: agentPath(agent) },
    `, delivered ${formatClock(version.at, seen ?? version.at)}, ${formatBytes(version.bytes)}, about ${formatCount(roughTokens(version.bytes))} tokens (estimate). Stored as `,
    {
      text: `${version.stream} ${version.seq}`,
      href: streamMessagesPath(version.stream, { from: "seq", seq: version.seq, open: version.seq }),
    },
    ".",
  ];
}
