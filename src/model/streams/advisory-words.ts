import type { PoisonMessage } from "./advisories.ts";

/** What lets this login hear them. */
export const ADVISORY_GRANT = `permissions: { subscribe: { allow: ["$JS.EVENT.ADVISORY.STREAM.>", "$JS.EVENT.ADVISORY.CONSUMER.>", "$JS.EVENT.ADVISORY.SERVER.>"] } }`;

/** Why a message was given up. */
export function poisonWhy({ why, reason }: Pick<PoisonMessage, "why" | "reason">): string {
  if (why === "max-deliveries") return "delivered as often as it may be, never acknowledged";
  return reason === null ? "terminated by its worker" : `terminated by its worker: ${reason}`;
}
