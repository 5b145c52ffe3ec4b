import type { ReactNode } from "react";
import { useIsBeside } from "./beside.ts";
import { useTitleMark } from "./title-mark.ts";
import { Sentence } from "#ui/sentence/Sentence.tsx";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import styles from "./PageFrame.module.css";

interface PageFrameProps {
  /** The page's name: its h1 and its title. */
  name: string;
  /** The page's answer in one line; see `Sentence`. Left out where the page is no answer (settings). */
  sentence?: readonly SentencePart[];
  /** What is opened beside it names the window. */
  untitled?: boolean;
  children: ReactNode;
}

/** What every page starts with: the one `main` landmark, its name, its sentence. Beside its list it is a section of its own. */
export function PageFrame({ name, sentence, untitled = false, children }: PageFrameProps) {
  const mark = useTitleMark();
  if (useIsBeside()) {
    return (
      <section className={styles.page} aria-label={name}>
        <title>{`${mark}${name} · Rollcall`}</title>
        <header className={styles.header}>
          <h2 className={styles.name}>{name}</h2>
          {sentence && <Sentence parts={sentence} label={`Summary of ${name}`} />}
        </header>
        {children}
      </section>
    );
  }
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      {!untitled && <title>{`${mark}${name} · Rollcall`}</title>}
      <header className={styles.header}>
        <h1 className={styles.name}>{name}</h1>
        {sentence && <Sentence parts={sentence} />}
      </header>
      {children}
    </main>
  );
}
