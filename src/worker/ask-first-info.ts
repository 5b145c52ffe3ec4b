import type { ApiFailure, StreamInfo } from "./js-api.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

const AGAIN_MS = 250;
const LONGEST_AGAIN_MS = 2_000;

/**
 * What a stream is like, asked until somebody answers: what every source begins with over a new connection. Null: the run is over.
 * @param failed called after each question in vain
 */
export async function askFirstInfo(
  run: Run,
  session: Session,
  stream: string,
  failed: (failure: ApiFailure) => void,
): Promise<StreamInfo | null> {
  for (let wait = AGAIN_MS; ; wait = Math.min(wait * 2, LONGEST_AGAIN_MS)) {
    const answer = await session.api.streamInfo(stream);
    if (!run.alive) return null;
    if (answer.ok) return answer.value;
    failed(answer.error);
    await run.sleep(wait);
    if (!run.alive) return null;
  }
}
