import styles from "./ReportPage.module.css";
import type { ReportPages } from "#model/deliverables/report-pages.ts";
import { pieceText } from "#model/deliverables/split-markdown.ts";
import { Markdown } from "#ui/markdown/Markdown.tsx";
import { LongText } from "#ui/markdown/LongText.tsx";
import { useCallback, useMemo } from "react";

/** A report's text, whatever its length: rendered where it is markdown, as it is written where it is not. */
export function ReportBody({ name, pages }: { name: string; pages: ReportPages }) {
  const { text, pieces, definitions, outline, kind } = pages;
  const lengths = useMemo(() => pieces.map(({ from, to }) => to - from), [pieces]);
  const piece = useCallback(
    (index: number) => {
      const one = pieces[index];
      if (one === undefined) return null;
      return kind === "markdown" ? (
        <Markdown text={pieceText(text, one, definitions)} />
      ) : (
        <pre className={styles.written}>{text.slice(one.from, one.to)}</pre>
      );
    },
    [pieces, text, definitions, kind],
  );
  if (text === "") return <p className={styles.note}>This version is empty.</p>;
  return <LongText name={name} lengths={lengths} piece={piece} outline={outline} />;
}
