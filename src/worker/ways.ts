import { directBatchReader } from "./direct-batch.ts";
import { directSingleReader } from "./direct-single.ts";
import type { StreamInfo } from "./js-api.ts";
import { messageGetReader } from "./message-get.ts";
import type { Reader } from "./reader.ts";
import type { Session } from "./session.ts";
import { atLeast } from "./session.ts";

/** Ways to read the stream, best first. `allow_direct` is asked, never inferred: 2.9 answers nothing where it is off. */
export function waysToRead(session: Session, info: Pick<StreamInfo, "name" | "allowDirect">): [Reader, ...Reader[]] {
  const asMessages = messageGetReader(session.api, info.name);
  if (!info.allowDirect) return [asMessages];
  const direct = atLeast(session.version, 2, 11)
    ? directBatchReader(session.api, info.name)
    : directSingleReader(session.api, info.name);
  return [direct, asMessages];
}
