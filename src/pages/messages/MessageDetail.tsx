import { useState } from "react";
import { agentTimeFact } from "./agent-time-fact.ts";
import { bodyFile } from "./body-file.ts";
import styles from "./Messages.module.css";
import type { AskAnswers } from "#store/feed.tsx";
import { useAsk, useAskOnce, useView } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { copyText } from "#ui/copy-block/copy-text.ts";
import { DetailPane } from "#ui/list-and-detail/ListAndDetail.tsx";
import { MessageView } from "#ui/message-view/MessageView.tsx";
import { saveFile } from "#ui/save-file.ts";
import { useMemo } from "react";

interface MessageDetailProps {
  stream: string;
  seq: number;
  onClose: () => void;
}

type Answer = AskAnswers["stored-message"];
type Held = Extract<Answer, { state: "held" }>;

/** One message as its stream holds it now, with its whole body to copy and to save. */
export function MessageDetail({ stream, seq, onClose }: MessageDetailProps) {
  const connection = useView((view) => view.connection.state);
  const { data, error } = useAsk({ kind: "stored-message", stream, seq }, { changed: connection });
  return (
    <DetailPane
      name="Message"
      heading={
        <>
          Message <code>{seq}</code>
        </>
      }
      actions={
        <>
          {data?.state === "held" && <WholeActions stream={stream} seq={seq} />}
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {data === undefined ? (
        <p className={styles.none}>{error === null ? "Reading it from its stream." : "It was not answered."}</p>
      ) : data.state === "held" ? (
        <Stored stream={stream} seq={seq} message={data} />
      ) : (
        <p className={styles.none}>{WHY_NOT[data.state]}</p>
      )}
    </DetailPane>
  );
}

function Stored({ stream, seq, message }: { stream: string; seq: number; message: Held }) {
  const { subject, at, headers, data, bytes } = message;
  const facts = useMemo(() => agentTimeFact(data, at), [data, at]);
  return (
    <MessageView
      stream={stream}
      seq={seq}
      subject={subject}
      at={at}
      headers={headers}
      bytes={bytes}
      data={data}
      facts={facts}
    />
  );
}

/** The body is read whole for these, whatever its size: what is shown may be its beginning. */
function WholeActions({ stream, seq }: { stream: string; seq: number }) {
  const ask = useAskOnce();
  const [said, setSaid] = useState<string | null>(null);

  async function whole(use: (message: Held) => Promise<string>): Promise<void> {
    try {
      const answer = await ask({ kind: "whole-message", stream, seq });
      setSaid(answer.state === "held" ? await use(answer) : WHY_NOT[answer.state]);
    } catch {
      setSaid("It was not answered.");
    }
  }

  return (
    <>
      <Button
        look="quiet"
        title="Copy the whole body"
        onClick={() =>
          void whole(async ({ data }) => {
            const text = bodyFile(stream, seq, data).text;
            if (text === null) return "It is no text: save it.";
            return (await copyText(text)) ? "Copied" : "Not allowed";
          })
        }
      >
        Copy
      </Button>
      <Button
        look="quiet"
        title="Save the whole body as a file"
        onClick={() =>
          void whole(({ data }) => {
            const { name, type } = bodyFile(stream, seq, data);
            saveFile(name, new Blob([data], { type }));
            return Promise.resolve(`Saved as ${name}`);
          })
        }
      >
        Download
      </Button>
      {said !== null && <output className={styles.quiet}>{said}</output>}
    </>
  );
}

const WHY_NOT: Readonly<Record<Exclude<Answer["state"], "held">, string>> = {
  gone: "Its stream holds nothing at this sequence: it was deleted, purged, taken, is too old, or was never stored.",
  "not-connected": "There is no connection to read it over.",
  forbidden: "This login may not read it: it needs the stream's direct get, or STREAM.MSG.GET.",
  unanswered: "The server did not answer.",
  "not-stored": "It is in no stream.",
};
