/** What this login may do, as the server says it (2.10 and newer). */
import type { Prefixes } from "#contract/subjects.ts";
import { everythingBelow } from "#contract/subjects.ts";
import type { ObserverMs } from "#util/units.ts";
import type { FeedIo } from "./feed.ts";
import type { ClockSample } from "./clock-offset.ts";
import { Fields } from "./fields.ts";
import type { Requests } from "./requests.ts";
import { parseStreamTime } from "./stream-time.ts";
import { collide, covers } from "#contract/subject-filter.ts";

const ANSWER_MS = 4_000;

/** Subject filters; an empty `allow` allows everything. */
export interface PublishRule {
  allow: readonly string[];
  deny: readonly string[];
}

export interface UserInfo {
  /** Null: everything is allowed. */
  publish: PublishRule | null;
  clock: ClockSample | null;
}

export async function askUserInfo(requests: Requests, io: FeedIo): Promise<UserInfo | null> {
  const { answer, askedAt } = await askServer(requests, io, "$SYS.REQ.USER.INFO");
  const data = answer?.object("data") ?? null;
  if (answer === null || data === null) return null;
  const publish = data.object("permissions")?.object("publish") ?? null;
  return {
    publish: publish === null ? null : { allow: publish.texts("allow") ?? [], deny: publish.texts("deny") ?? [] },
    clock: sampleOf("user-info", answer.object("server")?.text("time"), askedAt, io.now()),
  };
}

/** The server's clock by its figures: the only way before 2.10, where the account may ask for them. */
export async function askVarzClock(requests: Requests, io: FeedIo): Promise<ClockSample | null> {
  const { answer, askedAt } = await askServer(requests, io, "$SYS.REQ.SERVER.PING.VARZ");
  return sampleOf("varz", answer?.object("data")?.text("now"), askedAt, io.now());
}

async function askServer(
  requests: Requests,
  io: FeedIo,
  subject: string,
): Promise<{ answer: Fields | null; askedAt: ObserverMs }> {
  const askedAt = io.now();
  const answer = await requests.ask(subject, "", ANSWER_MS);
  return { answer: answer.ok ? Fields.parse(answer.value.data) : null, askedAt };
}

function sampleOf(
  source: ClockSample["source"],
  time: string | null | undefined,
  askedAt: ObserverMs,
  answeredAt: ObserverMs,
): ClockSample | null {
  if (time === null || time === undefined) return null;
  const serverAt = parseStreamTime(time);
  return Number.isFinite(serverAt) ? { source, serverAt, askedAt, answeredAt } : null;
}

/** Whether a login with these publish rules may publish anything below the fleet's prefixes. */
export function mayPublish(rule: PublishRule | null, prefixes: Prefixes): boolean {
  if (rule === null) return true;
  const fleet = [everythingBelow(prefixes.coordination), everythingBelow(prefixes.deliverables)];
  const allowed = rule.allow.length === 0 ? [">"] : rule.allow;
  const isDenied = (filter: string): boolean => rule.deny.some((deny) => covers(deny, filter));
  return fleet.some(
    (filter) => !isDenied(filter) && allowed.some((allow) => collide(allow, filter) && !isDenied(allow)),
  );
}
