/** How an alarm about many says it: never a list of all of them, and no age, which runs on. */
import type { RuleId } from "./alarm.ts";
import { formatClockSeconds, formatCount, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface Many {
  total: number;
  /** Of them, those whose condition holds. */
  raised: number;
  /** Agents that are neither signed off nor gone. */
  of: number;
  since: ServerMs;
  now: ServerMs;
}

export function manySubject(rule: RuleId, { total, of }: Many): string {
  if (rule === "mass-silence") return `${formatCount(total)} of ${formatPlural(Math.max(of, total), "agent")}`;
  return formatPlural(total, wordsOf(rule).one);
}

export function manySentence(rule: RuleId, names: readonly string[], many: Many): string {
  if (rule === "mass-silence") return massSentence(many);
  return `${namesOf(names)} ${many.raised === 0 ? "are recovering" : wordsOf(rule).state}.`;
}

function massSentence({ total, raised, of, since, now }: Many): string {
  const at = formatClockSeconds(since, now);
  const all = formatPlural(Math.max(of, total), "agent");
  if (raised === total) return `${formatCount(total)} of ${all} silent since ${at}.`;
  if (raised === 0) return `${formatCount(total)} of ${all}, silent since ${at}, are recovering.`;
  return `${formatCount(raised)} of ${all} still silent since ${at}; ${formatCount(total - raised)} are recovering.`;
}

function wordsOf(rule: RuleId): ManyWords {
  return WORDS[rule] ?? OTHER_WORDS;
}

/** "alice, bob and 15 more" */
function namesOf(names: readonly string[]): string {
  const [first = "", second, third] = names;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${third}`;
  return `${first}, ${second} and ${formatCount(names.length - 2)} more`;
}

interface ManyWords {
  one: string;
  state: string;
}

const OF_AGENTS = { one: "agent" };
const OF_SERVERS = { one: "server" };

/** Of the rules that group. */
const WORDS: Readonly<Partial<Record<RuleId, ManyWords>>> = {
  "agent-silent": { ...OF_AGENTS, state: "are silent" },
  "agent-late": { ...OF_AGENTS, state: "are late" },
  "agent-flapping": { ...OF_AGENTS, state: "fall silent and come back again and again" },
  "agent-approval": { ...OF_AGENTS, state: "wait for a person" },
  "stream-fill": { one: "stream", state: "near a limit at which messages are refused or lost" },
  "stream-full-soon": { one: "stream", state: "will be full soon" },
  "consumer-verdict": { one: "consumer", state: "are in trouble" },
  "poison-messages": { one: "consumer", state: "gave up messages" },
  "server-health": { ...OF_SERVERS, state: "are not healthy" },
  "server-storage": { ...OF_SERVERS, state: "have little storage left" },
  "server-slow-consumers": { ...OF_SERVERS, state: "drop what their clients read too slowly" },
};

const OTHER_WORDS: ManyWords = { one: "thing", state: "need somebody" };
