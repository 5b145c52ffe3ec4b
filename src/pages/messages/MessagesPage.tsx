import { useCallback, useState } from "react";
import { ChooseStream } from "./ChooseStream.tsx";
import styles from "./Messages.module.css";
import type { MessagesSearch } from "./search.ts";
import { tailSentence } from "./tail-sentence.ts";
import { TailPanel } from "./TailPanel.tsx";
import { useTail } from "./use-tail.ts";
import { messagesPath } from "../../paths.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Button } from "#ui/button/Button.tsx";
import { getRouteApi } from "@tanstack/react-router";

const route = getRouteApi("/messages");

/** Which stream to read or which subject to listen to; or what is heard on one. */
export function MessagesPage() {
  const { tail } = route.useSearch();
  // Another subject is another tail: nothing of the last one may stay.
  return tail === "" ? <ChooseStream form={<TailForm />} /> : <Tail key={tail} subject={tail} />;
}

function Tail({ subject }: { subject: string }) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const tail = useTail(subject, q);
  const change = useCallback(
    (part: Partial<MessagesSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <PageFrame name="Live tail" sentence={tailSentence(subject, tail.state)}>
      <p className={styles.back}>
        <a href={messagesPath()}>All streams and subjects</a>
      </p>
      <search className={styles.toolbar}>
        <TailForm />
        <input
          className={styles.field}
          type="search"
          aria-label="Only messages with"
          placeholder="Only with this text"
          spellCheck={false}
          autoComplete="off"
          value={q}
          onChange={(event) => change({ q: event.target.value })}
        />
      </search>
      <TailPanel subject={subject} tail={tail} />
    </PageFrame>
  );
}

/** The subject to listen to. */
function TailForm() {
  const { tail } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(tail);
  return (
    <form
      className={styles.tail}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") void navigate({ search: { tail: text.trim(), q: "" } });
      }}
    >
      <input
        className={styles.field}
        type="text"
        aria-label="Subject to listen to"
        placeholder="Subject, such as mjwork.>"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Listen</Button>
    </form>
  );
}
