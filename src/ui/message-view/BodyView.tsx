import type { MessageBody } from "./message-body.ts";
import { messageBody } from "./message-body.ts";
import styles from "./MessageView.module.css";
import { HexView } from "../hex-view/HexView.tsx";
import { JsonTree } from "../json-tree/JsonTree.tsx";
import { Segmented } from "../segmented/Segmented.tsx";
import { formatBytes, formatCount } from "#util/format.ts";
import { useMemo, useState } from "react";

type View = "tree" | "text" | "hex";

const OPTIONS: Readonly<Record<View, { value: View; text: string }>> = {
  tree: { value: "tree", text: "Tree" },
  text: { value: "text", text: "Text" },
  hex: { value: "hex", text: "Hex" },
};

interface BodyViewProps {
  data: Uint8Array;
  /** Of the whole body; more than `data` where that was cut. */
  bytes: number;
}

/** A body as JSON, as text or as bytes: as it reads best until somebody chooses. */
export function BodyView({ data, bytes }: BodyViewProps) {
  const body = useMemo(() => messageBody(data, bytes), [data, bytes]);
  const views = viewsOf(body);
  const [chosen, setChosen] = useState<View | null>(null);
  const [first] = views;
  if (first === undefined) return <p className={styles.note}>Its body is empty.</p>;
  const view = chosen !== null && views.includes(chosen) ? chosen : first;
  return (
    <>
      {views.length > 1 && (
        <Segmented
          label="Show the body as"
          quiet
          options={views.map((name) => OPTIONS[name])}
          value={view}
          onChange={setChosen}
        />
      )}
      {bytes > data.length && (
        <p className={styles.note}>{`The first ${formatBytes(data.length)} of ${formatBytes(bytes)}.`}</p>
      )}
      <Shown view={view} body={body} data={data} />
    </>
  );
}

function Shown({ view, body, data }: { view: View; body: MessageBody; data: Uint8Array }) {
  if (view === "hex" || body.kind === "binary" || body.kind === "empty") return <HexView label="Body" data={data} />;
  if (view === "tree" && body.kind === "json") return <JsonTree label="Body" json={body.json} />;
  return <LongText text={body.text} />;
}

function viewsOf(body: MessageBody): readonly View[] {
  switch (body.kind) {
    case "json":
      return ["tree", "text", "hex"];
    case "text":
      return ["text", "hex"];
    case "binary":
      return ["hex"];
    case "empty":
      return [];
  }
}

/** Longer text than this at once slows the page that shows it. */
const PART = 64 * 1024;

function LongText({ text }: { text: string }) {
  const [most, setMost] = useState(PART);
  return (
    <>
      {/* Scrolls by itself, so the keyboard has to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} tabIndex={0}>
        {text.slice(0, most)}
      </pre>
      {text.length > most && (
        <button type="button" className={styles.more} onClick={() => setMost(most + 4 * PART)}>
          {`${formatCount(text.length - most)} characters more`}
        </button>
      )}
    </>
  );
}
