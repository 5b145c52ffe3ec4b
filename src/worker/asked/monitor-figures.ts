/** The same figures from the HTTP monitors of the servers, where the settings name them. Each one tells of its own server only. */
import type { FeedIo } from "../feed.ts";
import { Fields } from "../fields.ts";
import type { FigureAnswer, FigureOptions, FigureSource } from "./server-figures.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

const ANSWER_MS = 5_000;

/** @param urls `http://host:8222`, with a path where the monitor has one */
export function monitorFigures(urls: readonly string[], io: FeedIo): FigureSource {
  return {
    kind: "monitor",
    async ask(figure, options) {
      const answers = await Promise.all(urls.map((url) => askOne(url, figure.toLowerCase(), options, io)));
      const came: FigureAnswer[] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const failure = answers.find((answer) => !answer.ok);
      if (came.length > 0 || failure === undefined) return ok(came);
      return fail(failure.error);
    },
  };
}

async function askOne(
  url: string,
  path: string,
  options: FigureOptions,
  io: FeedIo,
): Promise<Result<FigureAnswer, AskFailure>> {
  const address = `${url.replace(/\/+$/u, "")}/${path}${searchOf(options)}`;
  const because = (why: AskFailure["why"], detail: string | null): Result<never, AskFailure> =>
    fail({ state: "failed", why, subject: url, detail });
  if (io.pageIsHttps && url.startsWith("http://")) {
    return because("refused", "a page on https may not ask an address on http");
  }
  const until = new AbortController();
  const timer = io.setTimer(() => until.abort(), ANSWER_MS);
  try {
    const response = await fetch(address, { signal: until.signal, cache: "no-store", credentials: "omit" });
    // healthz answers 503 where the server is not well, and its body says why.
    const data = Fields.parse(new Uint8Array(await response.arrayBuffer()));
    if (data === null) return because("refused", `it answers ${response.status} and no figures`);
    return ok({ from: url, server: null, data });
  } catch {
    if (until.signal.aborted) return because("timeout", null);
    return because("refused", await whyUnread(url, io));
  } finally {
    io.clearTimer(timer);
  }
}

/** A browser does not say why an answer may not be read: what answers a question that wants none does not let this page read it. */
async function whyUnread(url: string, io: FeedIo): Promise<string> {
  const answers = await io.probe(url, AbortSignal.timeout(ANSWER_MS));
  if (!answers) return "nothing answers there";
  return "it answers, but lets no page of another origin read it: nats-server can from 2.9.22 on";
}

function searchOf(options: FigureOptions): string {
  const said = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]));
  return said.size === 0 ? "" : `?${said.toString()}`;
}
