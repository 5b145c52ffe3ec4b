import styles from "./Messages.module.css";
import type { LiveTail } from "./use-tail.ts";
import { useAsk } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { DetailPane } from "#ui/list-and-detail/ListAndDetail.tsx";
import { BodyView } from "#ui/message-view/BodyView.tsx";
import { HeaderLines } from "#ui/message-view/MessageView.tsx";
import { formatBytes, formatMoment } from "#util/format.ts";

interface TailDetailProps {
  tail: LiveTail;
  /** Its number in the tail. */
  n: number;
  onClose: () => void;
}

/** One message that was heard, as the worker holds it. */
export function TailDetail({ tail, n, onClose }: TailDetailProps) {
  const { data } = useAsk({ kind: "tail-message", key: tail.key, n });
  return (
    <DetailPane
      name="Message"
      heading="Message"
      actions={
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      }
    >
      {data === undefined ? null : data === null ? (
        <p className={styles.none}>It is not held any more: too much came since.</p>
      ) : (
        <>
          <dl className={styles.facts}>
            <dt>Subject</dt>
            <dd>
              <code>{data.subject}</code>
            </dd>
            <dt>Heard</dt>
            <dd>{`${formatMoment(data.heardAt)}, ${formatBytes(data.bytes)}`}</dd>
            <dt>Headers</dt>
            <dd>
              <HeaderLines headers={data.headers} />
            </dd>
          </dl>
          <BodyView data={data.data} bytes={data.bytes} />
        </>
      )}
    </DetailPane>
  );
}
