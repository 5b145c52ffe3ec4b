/** Why something that was asked of the server has no answer. An error is never an empty list. */
export interface AskFailure {
  state: "failed";
  why:
    /** The login may not ask it. */
    | "forbidden"
    /** Nobody listens there: JetStream is off, or this account does not import the question. */
    | "no-responders"
    | "timeout"
    | "no-jetstream"
    /** There is no such stream or consumer (any more). */
    | "gone"
    | "not-connected"
    /** The server's own words are in `detail`. */
    | "refused";
  /** What was asked, as a subject: the grant that is missing, where it is one. */
  subject: string;
  detail: string | null;
}

/** What an ask gives: an answer with no `failed` in it, or why there is none. */
export type Answered<T> = Exclude<T, AskFailure>;

export function isFailure(answer: unknown): answer is AskFailure {
  return typeof answer === "object" && answer !== null && "state" in answer && answer.state === "failed";
}

/** The same from the other side, for types that depend on a parameter. */
export function isAnswer<T>(answer: T): answer is Answered<T> {
  return !isFailure(answer);
}

/** Asking again is no use until the login or the server changes. */
export function isFinal({ why }: AskFailure): boolean {
  switch (why) {
    case "forbidden":
    case "no-responders":
    case "no-jetstream":
      return true;
    case "gone":
    case "timeout":
    case "not-connected":
    case "refused":
      return false;
  }
}

/** One sentence for a person. */
export function failureSentence(failure: AskFailure): string {
  const { why, subject, detail } = failure;
  switch (why) {
    case "forbidden":
      return `This login may not ask ${subject}.`;
    case "no-responders":
      return `Nobody answers ${subject}: JetStream is off, or this account does not import it.`;
    case "timeout":
      return `The server did not answer ${subject} in time.`;
    case "no-jetstream":
      return "JetStream is off on this server or for this account.";
    case "gone":
      return "It is not there any more.";
    case "not-connected":
      return "There is no connection.";
    case "refused":
      return `The server refused ${subject}${detail === null ? "" : `: ${detail}`}.`;
  }
}

/** What mends it, for `nats-server.conf`; null where no line of a configuration would. */
export function failureRemedy({ why, subject }: AskFailure): string | null {
  switch (why) {
    case "forbidden":
      return `permissions: { publish: { allow: [${JSON.stringify(subject)}] } }`;
    case "no-responders":
      return [
        `# in the account that has the streams`,
        `exports: [{ service: ${JSON.stringify(subject)}, accounts: [VIEW] }]`,
        `# in the account of this login`,
        `imports: [{ service: { account: FLEET, subject: ${JSON.stringify(subject)} } }]`,
      ].join("\n");
    case "no-jetstream":
      return `jetstream { store_dir: "…" }`;
    case "timeout":
    case "gone":
    case "not-connected":
    case "refused":
      return null;
  }
}
