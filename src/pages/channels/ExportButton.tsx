import { useState } from "react";
import { exportName, jsonLines } from "./json-lines.ts";
import { queryOf } from "./channel-query.ts";
import type { ChannelSearch } from "./search.ts";
import type { Placed } from "#model/newest.ts";
import { useAskOnce, useFrozenNow } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";

interface ExportButtonProps {
  channel: string;
  search: ChannelSearch;
  /** The newest message of a list that stands still: what is saved is what is shown. */
  upTo: Placed | null;
}

/** Everything that a channel can hold. */
const MOST = 5000;

/** Saves the messages that match, newest first, one JSON object a line. */
export function ExportButton({ channel, search, upTo }: ExportButtonProps) {
  const ask = useAskOnce();
  const now = useFrozenNow();
  const [failed, setFailed] = useState(false);

  async function save() {
    try {
      const query = queryOf(channel, search, now, { limit: MOST, shape: "messages" });
      const { messages } = await ask({ kind: "channel-history", query: { ...query, upTo } });
      download(exportName(channel, messages), jsonLines(messages));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <Button onClick={() => void save()} title="Saves the messages that match, as JSON lines">
      {failed ? "Not answered: export again" : "Export JSON lines"}
    </Button>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
