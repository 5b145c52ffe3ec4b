import type { Alarm, AlarmLink, AlarmMember, RuleId } from "./alarm.ts";
import { MEMBERS_SHOWN } from "./alarm.ts";
import type { AlarmMemory, Member, Slot } from "./alarm-memory.ts";
import { manySentence, manySubject } from "./many-words.ts";
import { assert } from "#util/assert.ts";
import type { ServerMs } from "#util/units.ts";

/** The alarm as it is told now. Kept until something of it changes. */
export function alarmOf(memory: AlarmMemory, slot: Slot, now: ServerMs): Alarm {
  slot.alarm ??= make(memory, slot, now);
  return slot.alarm;
}

function make(memory: AlarmMemory, slot: Slot, now: ServerMs): Alarm {
  const { key, rule, severity, raisedAt, newsAt, atFirstLook } = slot;
  const members = [...slot.members.values()].sort(longestFirst);
  const [first] = members;
  assert(first !== undefined, "an alarm tells of something");
  const raised = members.filter(({ phase }) => phase === "raised");
  const isAlone = members.length === 1 && rule.rule.id !== "mass-silence";
  const many = { total: members.length, raised: raised.length, of: memory.agentsUp, since: first.since, now };
  const names = (raised.length > 0 ? raised : members).map(({ subject }) => subject);
  return {
    key,
    rule: rule.rule.id,
    severity,
    subject: isAlone ? first.subject : manySubject(rule.rule.id, many),
    members: first.about?.members ?? (first.id === "" ? [] : members.slice(0, MEMBERS_SHOWN).map(shown)),
    total: first.about?.total ?? members.length,
    since: first.since,
    atFirstLook,
    raisedAt,
    newsAt,
    state: raised.length > 0 ? "raised" : "recovering",
    sentence: isAlone ? first.sentence : manySentence(rule.rule.id, names, many),
    remedy: (isAlone ? first.remedy : null) ?? rule.rule.remedy,
    link: isAlone ? first.link : linkOfMany(slot, first),
    care: { state: "none" },
  };
}

function shown({ id, since, phase, link }: Member): AlarmMember {
  return { id, since, state: phase === "recovering" ? "recovering" : "raised", link };
}

function longestFirst(one: Member, other: Member): number {
  return one.since - other.since || (one.id < other.id ? -1 : 1);
}

function linkOfMany({ rule }: Slot, { link }: Member): AlarmLink {
  switch (link.kind) {
    case "agent":
      return { kind: "agents", standing: STANDINGS[rule.rule.id] ?? "silent" };
    case "stream":
      return { kind: "streams" };
    case "consumer":
      return { kind: "consumers" };
    case "agents":
    case "task":
    case "tasks":
    case "messages":
    case "streams":
    case "consumers":
    case "server":
    case "view":
      return link;
  }
}

const STANDINGS: Readonly<Partial<Record<RuleId, "late" | "flapping" | "needs-approval">>> = {
  "agent-late": "late",
  "agent-flapping": "flapping",
  "agent-approval": "needs-approval",
};
