/** Which streams hold the subjects that the page is about, and what no stream holds. */
import { WANTED_STREAMS } from "#contract/streams.ts";
import { everythingBelow } from "#contract/subjects.ts";
import { forgets } from "./forgets.ts";
import type { ApiFailure, JetStreamApi, StreamInfo } from "./js-api.ts";
import type { PlainReason, PlainWish } from "./plain.ts";
import type { FeedSettings } from "./protocol.ts";
import { bellSubjects } from "./bell-subjects.ts";
import { collide, covers } from "#contract/subject-filter.ts";

export interface StreamFound {
  name: string;
  subjects: readonly string[];
  /** Null: it is there, and does not say. */
  forgets: boolean | null;
  /** What it said of itself just now; null: nothing. */
  info: StreamInfo | null;
}

export interface Discovery {
  streams: StreamFound[];
  plain: PlainWish[];
}

/** Subject filters that the page is about. */
export function wantedFilters(settings: FeedSettings): string[] {
  return [
    ...new Set([everythingBelow(settings.prefixes.coordination), everythingBelow(settings.prefixes.deliverables)]),
  ];
}

/** Null: the server did not answer; ask again. */
export async function discover(api: JetStreamApi, settings: FeedSettings): Promise<Discovery | null> {
  const wanted = wantedFilters(settings);
  const named =
    settings.streams === null ? await findNames(api, wanted) : { names: settings.streams, reason: null, tried: false };
  if (named === null) return null;
  const streams: StreamFound[] = [];
  let reason: PlainReason = named.reason ?? "no-stream";
  const answers = await Promise.all(named.names.map(async (name) => ({ name, info: await api.streamInfo(name) })));
  for (const { name, info } of answers) {
    if (info.ok) {
      streams.push({ name, subjects: info.value.subjects, forgets: forgets(info.value), info: info.value });
      continue;
    }
    if (info.error.kind === "closed") return null;
    if (named.reason === null) reason = reasonOf(info.error) ?? reason;
    // A stream that is listed, or that somebody named, is shown with its trouble (it may have no leader just now);
    // one of the usual names that was only tried is not.
    if (!named.tried) streams.push({ name, subjects: [], forgets: null, info: null });
  }
  return {
    streams,
    plain: uncaptured(wanted, streams, streams.some(({ subjects }) => subjects.length > 0) ? "no-stream" : reason),
  };
}

interface Names {
  names: readonly string[];
  /** Why there may be none. */
  reason: PlainReason | null;
  /** Nobody says that these exist: they are the usual ones. */
  tried: boolean;
}

async function findNames(api: JetStreamApi, wanted: readonly string[]): Promise<Names | null> {
  const names = new Set<string>();
  for (const found of await Promise.all(wanted.map((filter) => api.streamNames(filter)))) {
    if (found.ok) for (const name of found.value) names.add(name);
    else {
      if (found.error.kind === "timeout" || found.error.kind === "closed" || found.error.kind === "other") return null;
      if (found.error.kind === "no-jetstream") return { names: [], reason: "no-jetstream", tried: false };
      // Nobody listens there: JetStream is off, or this account does not import the question. The usual names tell.
      return {
        names: WANTED_STREAMS.map((stream) => stream.name),
        reason: found.error.kind === "forbidden" ? "forbidden" : "no-jetstream",
        tried: true,
      };
    }
  }
  return { names: [...names], reason: null, tried: false };
}

function reasonOf(failure: ApiFailure): PlainReason | null {
  switch (failure.kind) {
    case "no-stream":
    case "no-message":
      return "no-stream";
    case "no-jetstream":
    case "no-responders":
      return "no-jetstream";
    case "forbidden":
      return "forbidden";
    case "timeout":
    case "closed":
    case "other":
      return null;
  }
}

/** What has to be heard plainly, given the streams that can be read. */
export function uncaptured(
  wanted: readonly string[],
  streams: readonly Pick<StreamFound, "subjects">[],
  reason: PlainReason,
): PlainWish[] {
  const captured = streams.flatMap((stream) => stream.subjects);
  return wanted
    .filter((filter) => !captured.some((subject) => covers(subject, filter)))
    .map((filter) => ({
      subject: filter,
      except: bellSubjects(captured, [filter]),
      reason,
      quiet: captured.some((subject) => collide(subject, filter)),
    }));
}
