/**
 * The servers' own figures over the connection: one question, and every server that hears it answers. Nobody says how many there are, so
 * a look is over when all that are known have answered, or when nothing came for a while.
 */
import type { FeedIo, TimerHandle } from "../feed.ts";
import { Fields } from "../fields.ts";
import type { Session } from "../session.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ServerSource } from "#model/server/server-list.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

export type Figure = "VARZ" | "JSZ" | "HEALTHZ" | "ROUTEZ" | "GATEWAYZ" | "LEAFZ" | "CONNZ" | "STATZ";

export interface FigureAnswer {
  /** The server's id; of a monitor its address, until its `VARZ` has told the id. */
  from: string;
  /** How it names itself around its answer; null: it came by HTTP. */
  server: Fields | null;
  data: Fields;
}

export type FigureOptions = Readonly<Record<string, string | number | boolean>>;

/** True: nobody else will answer. */
export type IsWhole = (answers: readonly FigureAnswer[]) => boolean;

/** A way to the servers' figures. */
export interface FigureSource {
  kind: ServerSource;
  /** @param isWhole asked after each answer */
  ask(figure: Figure, options: FigureOptions, isWhole: IsWhole): Promise<Result<FigureAnswer[], AskFailure>>;
}

const FIRST_ANSWER_MS = 5_000;
/** After the last answer. A server that is known and does not answer is waited for so long. */
const FURTHER_MS = 2_500;

const PREFIXES = { system: "$SYS.REQ.SERVER.PING.", account: "$SYS.REQ.ACCOUNT.PING." } as const;

/** @param kind `account`: what the servers tell any login of its own account, with no import at all */
export function connectionFigures(session: Session, io: FeedIo, kind: "system" | "account"): FigureSource {
  return {
    kind,
    ask: (figure, options, isWhole) =>
      gather(session, io, `${PREFIXES[kind]}${figure}`, JSON.stringify(options), isWhole),
  };
}

function gather(
  session: Session,
  io: FeedIo,
  subject: string,
  payload: string,
  isWhole: IsWhole,
): Promise<Result<FigureAnswer[], AskFailure>> {
  const answers = new Map<string, FigureAnswer>();
  let refusal: string | null = null;
  let over = false;
  let timer: TimerHandle | null = null;
  return new Promise((resolve) => {
    const end = (why: AskFailure["why"]): void => {
      if (over) return;
      over = true;
      if (timer !== null) io.clearTimer(timer);
      if (answers.size > 0) resolve(ok([...answers.values()]));
      else if (refusal !== null) resolve(fail({ state: "failed", why: "refused", subject, detail: refusal }));
      else resolve(fail({ state: "failed", why, subject, detail: null }));
    };
    session.requests.open(subject, payload, FIRST_ANSWER_MS, {
      answer: ({ data }) => {
        if (over) return true;
        const fields = Fields.parse(data);
        const server = fields?.object("server") ?? null;
        const from = server?.text("id") ?? null;
        const figures = fields?.object("data") ?? null;
        if (from !== null && figures !== null) answers.set(from, { from, server, data: figures });
        else refusal = fields?.object("error")?.text("description") ?? "the answer is no figure of a server";
        if (answers.size > 0 && isWhole([...answers.values()])) {
          end("timeout");
          return true;
        }
        if (timer !== null) io.clearTimer(timer);
        timer = io.setTimer(() => end("timeout"), FURTHER_MS);
        return false;
      },
      unanswered: (why) => end(why === "closed" ? "not-connected" : why),
    });
  });
}
