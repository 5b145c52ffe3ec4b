import { useState } from "react";
import styles from "./Messages.module.css";
import type { ReadingPlace } from "./reading-place.ts";
import { localTime } from "./reading-place.ts";
import type { StreamMessagesSearch } from "./search.ts";
import type { LiveReading } from "./use-message-reading.ts";
import { Segmented } from "#ui/segmented/Segmented.tsx";

interface ListToolbarProps {
  search: StreamMessagesSearch;
  /** What of it is no place to read from; null: nothing. */
  error: string | null;
  place: ReadingPlace;
  reading: LiveReading;
  /** `typing`: one of many small steps, which shall not each be a step of the browser's history. */
  onChange: (change: Partial<StreamMessagesSearch>, typing?: "typing") => void;
}

const FROM_OPTIONS = [
  { value: "newest", text: "Newest" },
  { value: "oldest", text: "Oldest" },
  { value: "seq", text: "Sequence" },
  { value: "time", text: "Time" },
] as const;

const DIRECTION_OPTIONS = [
  { value: "back", text: "Back" },
  { value: "forward", text: "Forward" },
] as const;

/** Where reading begins, which way it goes, and what it picks; all of it lives in the URL. */
export function ListToolbar({ search, error, place, reading, onChange }: ListToolbarProps) {
  const { stand, rows } = reading.state;
  return (
    <search className={styles.toolbar}>
      <Segmented
        label="From"
        quiet
        options={FROM_OPTIONS}
        value={search.from}
        onChange={(from) => onChange({ from, direction: "auto", ...firstOf(from, search, rows, stand) })}
      />
      {search.from === "seq" && (
        <Typed
          key={search.seq}
          label="Sequence"
          kind="number"
          value={search.seq === 0 ? "" : String(search.seq)}
          onEnter={(text) => onChange({ seq: Math.max(0, Math.trunc(Number(text))) })}
        />
      )}
      {search.from === "time" && (
        <Typed
          key={search.at}
          label="Time"
          kind="datetime-local"
          value={localTime(Date.parse(search.at))}
          onEnter={(text) => onChange({ at: isoOf(text) })}
        />
      )}
      <Segmented
        label="Direction"
        quiet
        options={DIRECTION_OPTIONS}
        value={place.direction}
        onChange={(direction) => onChange({ direction })}
      />
      <Typed
        key={`subject ${search.subject}`}
        label="Subject pattern"
        kind="text"
        placeholder="Subject, such as a.*.>"
        value={search.subject}
        onEnter={(subject) => onChange({ subject: subject.trim() })}
      />
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </search>
  );
}

interface TypedProps {
  label: string;
  kind: "text" | "number" | "datetime-local";
  placeholder?: string;
  value: string;
  onEnter: (text: string) => void;
}

/** Takes effect with Enter, or when it is left: each of its letters would read the stream anew. */
function Typed({ label, kind, placeholder, value, onEnter }: TypedProps) {
  const [text, setText] = useState(value);
  return (
    <input
      className={styles.field}
      data-kind={kind}
      aria-label={label}
      type={kind}
      step={kind === "datetime-local" ? 1 : undefined}
      min={kind === "number" ? 1 : undefined}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== value) onEnter(text);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && text !== value) onEnter(text);
      }}
    />
  );
}

/** What a place begins with when it is chosen: what is on the screen. */
function firstOf(
  from: StreamMessagesSearch["from"],
  search: StreamMessagesSearch,
  rows: LiveReading["state"]["rows"],
  stand: LiveReading["state"]["stand"],
): Partial<StreamMessagesSearch> {
  const [first] = rows;
  if (from === "seq" && search.seq === 0) return { seq: search.open || (first?.seq ?? stand?.firstSeq ?? 1) };
  if (from === "time" && search.at === "") return first === undefined ? {} : { at: new Date(first.at).toISOString() };
  return {};
}

/** A moment of this machine's zone; empty where nothing was entered. */
function isoOf(text: string): string {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString();
}
