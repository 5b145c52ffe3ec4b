/** Where every stored version of one subject is: each is looked up after the one before it, so the bodies cross, and none is kept. */
import type { JetStreamApi } from "../js-api.ts";
import { nextMessage } from "./next-message.ts";
import type { VersionFacts } from "#model/deliverables/report.ts";
import type { ReportVersions } from "./deliverables-protocol.ts";

/** A report that was written again more often than this is listed from its oldest on up to here. */
const MOST_VERSIONS = 200;

export async function subjectVersions(
  api: JetStreamApi,
  stream: string,
  subject: string,
  allowDirect: boolean,
): Promise<ReportVersions> {
  const versions: VersionFacts[] = [];
  for (let seq = 1; versions.length < MOST_VERSIONS;) {
    const found = await nextMessage(api, stream, allowDirect, seq, subject);
    if (found === "none") return { state: "held", versions: versions.reverse(), cut: false };
    if (typeof found === "string") return { state: found };
    versions.push({ stream, ...found });
    seq = found.seq + 1;
  }
  return { state: "held", versions: versions.reverse(), cut: true };
}
