import { useEffect, useRef, useState } from "react";
import { exportChannel } from "./export-channel.ts";
import { exportName } from "./json-lines.ts";
import { queryOf } from "./channel-query.ts";
import type { ChannelSearch } from "./search.ts";
import type { Placed } from "#model/newest.ts";
import { useAskOnce, useFrozenNow } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { saveFile } from "#ui/save-file.ts";
import { formatCount, formatPlural } from "#util/format.ts";

interface ExportButtonProps {
  channel: string;
  search: ChannelSearch;
  /** The newest message of a list that stands still: what is saved is what is shown. */
  upTo: Placed | null;
}

/** Everything that a channel can hold. */
const MOST = 5000;

/** Saves the messages that match, newest first, whole, one JSON object a line. */
export function ExportButton({ channel, search, upTo }: ExportButtonProps) {
  const ask = useAskOnce();
  const now = useFrozenNow();
  const [said, setSaid] = useState<string | null>(null);
  const [running, setRunning] = useState<AbortController | null>(null);
  const last = useRef<AbortController | null>(null);
  useEffect(() => () => last.current?.abort(), []);

  async function save() {
    const cancel = new AbortController();
    last.current = cancel;
    setRunning(cancel);
    setSaid(null);
    try {
      const query = queryOf(channel, search, now, { limit: MOST, shape: "messages" });
      const { messages } = await ask({ kind: "channel-history", query: { ...query, upTo } });
      const done = await exportChannel(
        messages,
        (stream, seqs) => ask({ kind: "whole-bodies", stream, seqs }),
        cancel.signal,
        (written) => setSaid(`${formatCount(written)} of ${formatPlural(messages.length, "message")}`),
      );
      if (done !== null) saveFile(exportName(channel, messages), done.file);
      setSaid(done === null ? null : savedWords(messages.length, done.withoutBody));
    } catch {
      setSaid("Not answered: export again");
    }
    setRunning(null);
  }

  return (
    <>
      {running === null ? (
        <Button onClick={() => void save()} title="Saves the messages that match, whole, as JSON lines">
          Export JSON lines
        </Button>
      ) : (
        <Button onClick={() => running.abort()}>Cancel export</Button>
      )}
      {said !== null && <output>{said}</output>}
    </>
  );
}

function savedWords(messages: number, withoutBody: number): string {
  const saved = `${formatPlural(messages, "message")} saved`;
  return withoutBody === 0 ? saved : `${saved}; of ${formatCount(withoutBody)} the stream no longer has the body`;
}
