import type { ReactNode } from "react";
import { Sentence } from "#ui/sentence/Sentence.tsx";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import styles from "./PageFrame.module.css";

interface PageFrameProps {
  /** The page's name: its h1 and its title. */
  name: string;
  /** The page's answer in one line; see `Sentence`. Left out where the page is no answer (settings). */
  sentence?: readonly SentencePart[];
  children: ReactNode;
}

/** What every page starts with: the one `main` landmark, its name, its sentence. */
export function PageFrame({ name, sentence, children }: PageFrameProps) {
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <title>{`${name} · Rollcall`}</title>
      <header className={styles.header}>
        <h1 className={styles.name}>{name}</h1>
        {sentence && <Sentence parts={sentence} />}
      </header>
      {children}
    </main>
  );
}
