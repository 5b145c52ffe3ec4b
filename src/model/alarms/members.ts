/**
 * The life of one finding: found, raised after its on-delay, recovering, ended after its off-delay; and which alarm tells of it, one of its own
 * or one of a group.
 */
import type { AlarmEvent, RuleId } from "./alarm.ts";
import { EVENTS_KEPT } from "./alarm.ts";
import type { AlarmMemory, Member, RuleMemory, Slot } from "./alarm-memory.ts";
import { countRaised } from "./alarm-rate.ts";
import type { Condition } from "./condition.ts";
import { alarmOf } from "./alarm-of.ts";
import { rankOfSeverity } from "../streams/finding.ts";
import { assert } from "#util/assert.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

type Because = NonNullable<AlarmEvent["because"]>;

/** @param slotKey of the group that it belongs to; null: by the rule */
export function find(
  memory: AlarmMemory,
  id: RuleId,
  condition: Condition,
  now: ServerMs,
  slotKey: string | null = null,
): void {
  const rule = memory.rules[id];
  const known = rule.members.get(condition.id);
  if (known === undefined) {
    if (condition.level === "hold") return;
    const member = createMember(rule, condition, now);
    rule.members.set(member.id, member);
    if (member.dueAt !== null && member.dueAt <= now) raise(memory, member, now, slotKey);
    else rule.due.add(member);
    return;
  }
  if (known.phase === "pending") {
    if (condition.level === "hold") forget(known);
    else update(memory, known, condition, now);
    return;
  }
  update(memory, known, condition, now);
  if (condition.level === "raise" && known.phase === "recovering") setPhase(memory, known, "raised");
  known.dueAt = null;
  rule.due.delete(known);
}

/** Its condition is over, and something else than time says when its alarm ends. */
export function recover(memory: AlarmMemory, id: RuleId, memberId: string): void {
  const member = memory.rules[id].members.get(memberId);
  if (member === undefined) return;
  if (member.phase === "pending") forget(member);
  else setPhase(memory, member, "recovering");
}

/** Its condition is over: it ends after the rule's off-delay. */
export function clear(memory: AlarmMemory, id: RuleId, memberId: string, now: ServerMs): void {
  const member = memory.rules[id].members.get(memberId);
  if (member === undefined) return;
  if (member.phase === "pending") {
    forget(member);
    return;
  }
  const { rule, due } = memory.rules[id];
  if (rule.offDelayMs === 0) {
    end(memory, member, now, "recovered");
    return;
  }
  if (member.phase === "recovering" && member.dueAt !== null) return;
  setPhase(memory, member, "recovering");
  member.dueAt = now + rule.offDelayMs;
  due.add(member);
}

/** Over at once, for a reason of its own. */
export function drop(memory: AlarmMemory, id: RuleId, memberId: string, now: ServerMs, because: Because): void {
  const member = memory.rules[id].members.get(memberId);
  if (member !== undefined) end(memory, member, now, because);
}

export function dropAll(memory: AlarmMemory, id: RuleId, now: ServerMs, because: Because): void {
  for (const member of memory.rules[id].members.values()) end(memory, member, now, because);
}

/** What the delays bring, of rules that are judged. Returns when the next one runs out. */
export function runDelays(memory: AlarmMemory, now: ServerMs): ServerMs {
  let next = Number.POSITIVE_INFINITY;
  for (const rule of memory.everyRule) {
    if (rule.due.size === 0 || rule.state.state !== "judged") continue;
    for (const member of rule.due) {
      if (member.dueAt !== null && member.dueAt <= now) {
        if (member.phase === "pending") raise(memory, member, now, null);
        else end(memory, member, now, "recovered");
      } else if (member.dueAt !== null) {
        next = Math.min(next, member.dueAt);
      }
    }
  }
  return next;
}

function createMember(rule: RuleMemory, condition: Condition, now: ServerMs): Member {
  const { id, severity, subject, sentence, remedy, link, about } = condition;
  const since = condition.since ?? now;
  return {
    rule,
    id,
    severity,
    since,
    subject,
    sentence,
    remedy,
    link,
    about,
    phase: "pending",
    dueAt: since + rule.rule.onDelayMs,
    atFirstLook: !rule.judgedBefore,
    slot: null,
  };
}

function update(memory: AlarmMemory, member: Member, condition: Condition, now: ServerMs): void {
  const { severity, subject, sentence, remedy, link, about } = condition;
  const isSame =
    member.severity === severity &&
    member.subject === subject &&
    member.sentence === sentence &&
    member.remedy === remedy &&
    sameAbout(member.about, about);
  if (isSame) return;
  Object.assign(member, { severity, subject, sentence, remedy, link, about });
  if (member.slot === null) return;
  touch(memory, member.slot);
  judgeSeverity(memory, member.slot, now);
}

function sameAbout(one: Member["about"], other: Member["about"]): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.total === other.total &&
    one.members.length === other.members.length &&
    one.members.every(({ id, since }, at) => id === other.members[at]?.id && since === other.members[at].since)
  );
}

function setPhase(memory: AlarmMemory, member: Member, phase: "raised" | "recovering"): void {
  if (member.phase === phase) return;
  member.phase = phase;
  member.dueAt = null;
  member.rule.due.delete(member);
  if (member.slot !== null) touch(memory, member.slot);
}

function forget(member: Member): void {
  member.rule.members.delete(member.id);
  member.rule.due.delete(member);
}

function touch(memory: AlarmMemory, slot: Slot): void {
  slot.alarm = null;
  memory.changed = true;
}

// ---- which alarm tells of it

function raise(memory: AlarmMemory, member: Member, now: ServerMs, slotKey: string | null): void {
  const { rule } = member;
  member.phase = "raised";
  member.dueAt = null;
  rule.due.delete(member);
  const { id, groupFrom } = rule.rule;
  if (slotKey !== null) {
    join(memory, rule.slots.get(slotKey) ?? openSlot(memory, rule, slotKey, now), member, now, "raised");
    return;
  }
  const group = rule.slots.get(id);
  if (member.id === "" || groupFrom === null) {
    join(memory, openSlot(memory, rule, member.id === "" ? id : `${id}/${member.id}`, now), member, now, "raised");
  } else if (group !== undefined) {
    join(memory, group, member, now, "raised");
  } else if (rule.slots.size + 1 >= groupFrom) {
    groupAll(memory, rule, member, now);
  } else {
    join(memory, openSlot(memory, rule, `${id}/${member.id}`, now), member, now, "raised");
  }
}

function openSlot(memory: AlarmMemory, rule: RuleMemory, key: string, now: ServerMs): Slot {
  const slot: Slot = {
    key,
    rule,
    members: new Map(),
    raisedAt: now,
    newsAt: now,
    severity: "notice",
    atFirstLook: !rule.judgedBefore,
    alarm: null,
  };
  rule.slots.set(key, slot);
  memory.slots.set(key, slot);
  return slot;
}

/** Single alarms of one rule become one. */
function groupAll(memory: AlarmMemory, rule: RuleMemory, newest: Member, now: ServerMs): void {
  const singles = [...rule.slots.values()];
  const group = openSlot(memory, rule, rule.rule.id, now);
  for (const single of singles) {
    note(memory, single, "ended", now, "replaced");
    closeSlot(memory, single);
    for (const member of single.members.values()) take(group, member);
  }
  if (singles.length === 0) join(memory, group, newest, now, "raised");
  else join(memory, group, newest, now, "grouped");
}

function take(slot: Slot, member: Member): void {
  member.slot = slot;
  slot.members.set(member.id, member);
  if (rankOfSeverity(member.severity) < rankOfSeverity(slot.severity)) slot.severity = member.severity;
}

function join(memory: AlarmMemory, slot: Slot, member: Member, now: ServerMs, kind: "raised" | "grouped"): void {
  const isNew = slot.members.size === 0 || kind === "grouped";
  const before = slot.severity;
  take(slot, member);
  touch(memory, slot);
  if (isNew) {
    // What we only found standing is no news, and no fault of the rules.
    slot.newsAt = slot.atFirstLook ? member.since : now;
    if (!slot.atFirstLook) countRaised(memory.rate, now, slot.severity);
    note(memory, slot, kind, now, null);
  } else if (slot.atFirstLook && !slot.rule.judgedBefore) {
    slot.newsAt = Math.min(slot.newsAt, member.since);
    replaceNote(memory, slot);
  } else if (slot.severity !== before) {
    becomeWorse(memory, slot, now);
  } else if (slot.severity === "critical") {
    slot.newsAt = now;
    if (!replaceNote(memory, slot, now)) note(memory, slot, "grouped", now, null);
  }
}

/** The worst of its members'; that it rose is news. */
function judgeSeverity(memory: AlarmMemory, slot: Slot, now: ServerMs): void {
  let worst: Slot["severity"] = "notice";
  for (const { severity } of slot.members.values()) {
    if (rankOfSeverity(severity) < rankOfSeverity(worst)) worst = severity;
  }
  if (worst === slot.severity) return;
  const isWorse = rankOfSeverity(worst) < rankOfSeverity(slot.severity);
  slot.severity = worst;
  if (isWorse) becomeWorse(memory, slot, now);
}

function becomeWorse(memory: AlarmMemory, slot: Slot, now: ServerMs): void {
  slot.newsAt = now;
  countRaised(memory.rate, now, slot.severity);
  note(memory, slot, "worse", now, null);
}

function end(memory: AlarmMemory, member: Member, now: ServerMs, because: Because): void {
  const { slot } = member;
  forget(member);
  if (slot === null) return;
  member.slot = null;
  if (slot.members.size === 1) {
    note(memory, slot, "ended", now, because);
    closeSlot(memory, slot);
  }
  slot.members.delete(member.id);
  touch(memory, slot);
  if (slot.members.size > 0) judgeSeverity(memory, slot, now);
}

function closeSlot(memory: AlarmMemory, slot: Slot): void {
  slot.rule.slots.delete(slot.key);
  memory.slots.delete(slot.key);
  memory.changed = true;
}

// ---- what is told of it

function note(
  memory: AlarmMemory,
  slot: Slot,
  kind: AlarmEvent["kind"],
  now: ServerMs,
  because: AlarmEvent["because"],
): void {
  memory.events.push(eventOf(memory, slot, ++memory.lastEventId, kind, now, because));
  if (memory.events.length > EVENTS_KEPT) memory.events.shift();
}

/** Those who join one after the other are one line of the history. Without `now` it keeps its moment. */
function replaceNote(memory: AlarmMemory, slot: Slot, now: ServerMs | null = null): boolean {
  const at = memory.events.findLastIndex(({ key }) => key === slot.key);
  const last = memory.events[at];
  if (last === undefined || last.kind === "ended") return false;
  if (now !== null && (last.kind !== "grouped" || now - last.at > MINUTE_MS)) return false;
  memory.events[at] = eventOf(memory, slot, last.id, last.kind, last.at, null);
  return true;
}

function eventOf(
  memory: AlarmMemory,
  slot: Slot,
  id: number,
  kind: AlarmEvent["kind"],
  at: ServerMs,
  because: AlarmEvent["because"],
): AlarmEvent {
  assert(slot.members.size > 0, "an alarm tells of something");
  const { key, rule, severity, subject, sentence, total, since } = alarmOf(memory, slot, at);
  return { id, at, kind, key, rule, severity, subject, sentence, total, since, because };
}
