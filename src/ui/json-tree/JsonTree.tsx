import styles from "./JsonTree.module.css";
import type { ExactJson } from "#util/exact-json.ts";
import { formatCount, formatPlural } from "#util/format.ts";
import { useId, useState } from "react";

interface JsonTreeProps {
  /** What it is, such as "Result". */
  label: string;
  json: ExactJson;
}

/** Parts are open down to here, unless they are long. */
const OPEN_DEPTH = 2;
const OPEN_UP_TO = 20;
const PAGE = 100;
const LONGEST_TEXT = 400;

/** JSON as it was written, opened step by step: what is closed is not in the document, whatever its size. Numbers keep all their digits. */
export function JsonTree({ label, json }: JsonTreeProps) {
  return (
    <figure className={styles.tree} aria-label={label}>
      <Value json={json} depth={0} />
    </figure>
  );
}

function Value({ json, depth }: { json: ExactJson; depth: number }) {
  switch (json.kind) {
    case "string":
      return <Text text={json.value} />;
    case "number":
      return <span className={styles.number}>{json.digits}</span>;
    case "word":
      return <span className={styles.word}>{json.value}</span>;
    case "array":
    case "object":
      return <Parts json={json} depth={depth} />;
  }
}

function Text({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (whole || text.length <= LONGEST_TEXT) return <span className={styles.text}>{text === "" ? '""' : text}</span>;
  return (
    <span className={styles.text}>
      {`${text.slice(0, LONGEST_TEXT)}… `}
      <button type="button" className={styles.more} onClick={() => setWhole(true)}>
        {`all ${formatCount(text.length)} characters`}
      </button>
    </span>
  );
}

type Nested = Extract<ExactJson, { kind: "array" | "object" }>;

function Parts({ json, depth }: { json: Nested; depth: number }) {
  const count = json.kind === "array" ? json.items.length : json.members.length;
  const [open, setOpen] = useState(depth < OPEN_DEPTH && count <= OPEN_UP_TO);
  const [shown, setShown] = useState(PAGE);
  const id = useId();
  if (count === 0) return <span className={styles.word}>{json.kind === "array" ? "[]" : "{}"}</span>;
  const what = json.kind === "array" ? formatPlural(count, "item") : formatPlural(count, "member");
  return (
    <>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{open ? "▾" : "▸"}</span> {what}
        {!open && `, ${formatCount(json.length)} characters`}
      </button>
      {open && (
        <ul className={styles.parts} id={id}>
          {namedParts(json, shown).map(({ key, name, value }) => (
            <li key={key}>
              <span className={styles.name}>{name}</span> <Value json={value} depth={depth + 1} />
            </li>
          ))}
          {count > shown && (
            <li>
              <button type="button" className={styles.more} onClick={() => setShown(shown + PAGE)}>
                {`${formatCount(Math.min(PAGE, count - shown))} more of ${formatCount(count)}`}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** A name may be there twice: parts are told apart by their places. */
function namedParts(json: Nested, most: number): { key: string; name: string; value: ExactJson }[] {
  if (json.kind === "array") {
    return json.items.slice(0, most).map((value, index) => ({ key: String(index), name: String(index), value }));
  }
  return json.members.slice(0, most).map(({ name, value }, index) => ({ key: `${index} ${name}`, name, value }));
}
