import styles from "./Messages.module.css";
import type { BodyPreview } from "#model/messages/body-preview.ts";
import { formatPlural } from "#util/format.ts";

/** How a body begins, in one line, and that there are headers. */
export function PreviewText({ preview, headers }: { preview: BodyPreview; headers: number }) {
  return (
    <span className={styles.preview}>
      {headers > 0 && <span className={styles.headers}>{formatPlural(headers, "header")} </span>}
      <Words preview={preview} />
    </span>
  );
}

function Words({ preview }: { preview: BodyPreview }) {
  switch (preview.kind) {
    case "empty":
      return <span className={styles.quiet}>empty</span>;
    case "binary":
      return (
        <>
          <span className={styles.quiet}>bytes </span>
          {preview.cut ? `${preview.hex} …` : preview.hex}
        </>
      );
    case "text":
      return preview.cut ? `${preview.text}…` : preview.text;
  }
}
