import { useState } from "react";
import { Button } from "#ui/button/Button.tsx";
import { copyText } from "./copy-text.ts";
import styles from "./CopyBlock.module.css";

interface CopyBlockProps {
  /** What the lines are, for screen readers and the button: "nats-server.conf". */
  label: string;
  text: string;
}

/** Lines to paste somewhere else. Copying needs a secure context: where there is none the lines are selected instead. */
export function CopyBlock({ label, text }: CopyBlockProps) {
  const [copied, setCopied] = useState(false);
  const [block, setBlock] = useState<HTMLPreElement | null>(null);

  async function copy() {
    if (await copyText(text)) {
      setCopied(true);
      return;
    }
    if (block) window.getSelection()?.selectAllChildren(block);
  }

  return (
    <figure className={styles.block} aria-label={label}>
      <pre className={styles.lines} ref={setBlock}>
        {text}
      </pre>
      <div className={styles.action}>
        <Button look="quiet" onClick={() => void copy()} title={`Copy ${label}`}>
          {copied ? "Copied" : "Copy"}
        </Button>
      </div>
    </figure>
  );
}
