import styles from "./Channel.module.css";
import { channelLine } from "./json-lines.ts";
import { streamMessagesPath } from "../../paths.ts";
import type { EventFacts } from "#model/view.ts";
import { type AskAnswers, useAsk, useView } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { CopyButton } from "#ui/copy-block/CopyButton.tsx";
import { DetailPane } from "#ui/list-and-detail/ListAndDetail.tsx";
import { MessageView } from "#ui/message-view/MessageView.tsx";

interface MessageDetailProps {
  place: { stream: string; seq: number };
  /** What the list knows of it; null where it is no longer in the list, or not in it yet. */
  event: EventFacts | null;
  onClose: () => void;
}

/** One message as its stream holds it: its text to be read, where it stands, its headers, its whole body. */
export function MessageDetail({ place, event, onClose }: MessageDetailProps) {
  const connection = useView((view) => view.connection.state);
  const { data, error } = useAsk({ kind: "stored-message", ...place }, { changed: connection });
  return (
    <DetailPane
      name="Message"
      heading={
        <>
          Message <code>{place.seq}</code>
        </>
      }
      actions={
        <>
          {event !== null && <CopyButton label="message as a JSON line" text={channelLine(event, wholeOf(data))} />}
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {event !== null && <p className={styles.reading}>{event.text}</p>}
      {event?.cut === true && (
        <p className={styles.none}>The first 2,000 characters; all of it is in the body below.</p>
      )}
      {data === undefined ? (
        <p className={styles.none}>{error === null ? "Reading it from its stream." : "It was not answered."}</p>
      ) : data.state === "held" ? (
        <Stored place={place} message={data} />
      ) : (
        <p className={styles.none}>{WHY_NOT[data.state]}</p>
      )}
    </DetailPane>
  );
}

/** Null where what was read of it is its beginning, or nothing. */
function wholeOf(message: AskAnswers["stored-message"] | undefined): Uint8Array | null {
  return message?.state === "held" && message.data.length === message.bytes ? message.data : null;
}

type Held = Extract<AskAnswers["stored-message"], { state: "held" }>;

function Stored({ place, message }: { place: { stream: string; seq: number }; message: Held }) {
  const { subject, at, headers, data, bytes } = message;
  return (
    <MessageView
      {...place}
      subject={subject}
      at={at}
      headers={headers}
      bytes={bytes}
      data={data}
      facts={[
        {
          name: "Around it",
          value: (
            <a href={streamMessagesPath(place.stream, { from: "seq", seq: place.seq, open: place.seq })}>
              among the stream's messages
            </a>
          ),
        },
      ]}
    />
  );
}

const WHY_NOT: Readonly<Record<Exclude<AskAnswers["stored-message"]["state"], "held">, string>> = {
  gone: "Its stream no longer holds it.",
  "not-connected": "There is no connection to read it over.",
  forbidden: "This login may not read it: it needs the stream's direct get, or STREAM.MSG.GET.",
  unanswered: "The server did not answer.",
  "not-stored": "Nothing stores this subject: it was heard as it passed.",
};
