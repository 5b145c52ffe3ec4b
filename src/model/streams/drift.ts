/** A stream's configuration beside the wanted one, line by line, and the command that mends it. */
import type { StreamFacts } from "./stream-facts.ts";
import type { WantedStream } from "#contract/streams.ts";
import { WANTED_STREAMS } from "#contract/streams.ts";
import { formatBytes, formatCount, formatDuration } from "#util/format.ts";

export interface DriftLine {
  /** As JetStream names it. */
  field: string;
  wanted: string;
  found: string;
  differs: boolean;
  /** The option of `nats stream edit` that makes it as wanted; null where it cannot be changed afterwards. */
  option: string | null;
}

const NS_PER_MS = 1e6;

/** Null: nothing is wanted of a stream of that name. */
export function driftOf(facts: StreamFacts): readonly DriftLine[] | null {
  const wanted = WANTED_STREAMS.find(({ name }) => name === facts.name);
  if (wanted === undefined) return null;
  const { limits } = facts;
  return [
    line("subjects", words(wanted.subjects), words(facts.subjects), subjectsOption(wanted)),
    line("storage", wanted.storage, facts.storage, null),
    line("retention", wanted.retention, facts.retention, null),
    line("discard", wanted.discard, facts.discard, `--discard=${wanted.discard}`),
    line("max_age", age(wanted.max_age / NS_PER_MS), age(limits.ageMs), `--max-age=${seconds(wanted.max_age)}`),
    line("max_bytes", bytes(positive(wanted.max_bytes)), bytes(limits.bytes), `--max-bytes=${wanted.max_bytes}`),
    line("max_msgs", count(positive(wanted.max_msgs)), count(limits.messages), `--max-msgs=${wanted.max_msgs}`),
    line(
      "max_msg_size",
      bytes(positive(wanted.max_msg_size)),
      bytes(limits.messageBytes),
      `--max-msg-size=${wanted.max_msg_size}`,
    ),
    line(
      "duplicate_window",
      age(wanted.duplicate_window / NS_PER_MS),
      age(facts.duplicateWindowMs),
      `--dupe-window=${seconds(wanted.duplicate_window)}`,
    ),
    line("allow_direct", "true", String(facts.allowDirect), "--allow-direct"),
    line("num_replicas", count(wanted.num_replicas), count(facts.replicas), `--replicas=${wanted.num_replicas}`),
  ];
}

export function differing(lines: readonly DriftLine[]): DriftLine[] {
  return lines.filter(({ differs }) => differs);
}

/** One command for all that can be changed; null where nothing can. */
export function driftCommand(stream: string, lines: readonly DriftLine[]): string | null {
  const options = differing(lines).flatMap(({ option }) => (option === null ? [] : [option]));
  return options.length === 0 ? null : `nats stream edit ${quoted(stream)} ${options.join(" ")}`;
}

function line(field: string, wanted: string, found: string, option: string | null): DriftLine {
  return { field, wanted, found, differs: wanted !== found, option };
}

function subjectsOption({ subjects }: WantedStream): string {
  return `--subjects=${quoted(subjects.join(","))}`;
}

/** For a shell: nothing in a name is taken for more than a name. */
export function quoted(text: string): string {
  return /^[\w.-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function words(subjects: readonly string[]): string {
  return subjects.length === 0 ? "none" : subjects.toSorted().join(" ");
}

function positive(limit: number): number | null {
  return limit > 0 ? limit : null;
}

function seconds(ns: number): string {
  return `${ns / 1e9}s`;
}

function age(ms: number | null): string {
  return ms === null ? "no limit" : formatDuration(ms);
}

function bytes(value: number | null): string {
  return value === null ? "no limit" : formatBytes(value);
}

function count(value: number | null): string {
  return value === null ? "no limit" : formatCount(value);
}
