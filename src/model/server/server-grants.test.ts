import { serverRemedy } from "./server-grants.ts";
import type { AskFailure } from "../asked/ask-failure.ts";
import { ACCOUNTS } from "#contract/accounts.ts";
import { parseConfig } from "#scripts/nats/parse-config.ts";
import { assert } from "#util/assert.ts";
import { expect, test } from "vitest";

function failure(figure: string, why: AskFailure["why"]): AskFailure {
  return { state: "failed", why, subject: `$SYS.REQ.SERVER.PING.${figure}`, detail: null };
}

const asked = (one: object): boolean => !JSON.stringify(one).includes("SUBSZ");

test("without the import: the lines of our own configuration, as the server reads them", () => {
  const lines = serverRemedy([failure("VARZ", "no-responders")]);
  assert(lines !== null, "there is a remedy");
  const { accounts, system_account: system } = parseConfig(lines);
  expect(system).toBe("SYS");
  expect(accounts).toEqual({
    SYS: { exports: ACCOUNTS.SYS.exports.filter(asked) },
    VIEW: { imports: ACCOUNTS.VIEW.imports.filter((one) => JSON.stringify(one).includes("$SYS") && asked(one)) },
  });
});

test("a single figure that is missing is asked for alone; what no line mends has none", () => {
  const lines = serverRemedy([failure("GATEWAYZ", "forbidden"), failure("LEAFZ", "forbidden")]);
  expect(lines).toContain(`"$SYS.REQ.SERVER.PING.GATEWAYZ"`);
  expect(lines).not.toContain("VARZ");
  expect(serverRemedy([failure("VARZ", "timeout")])).toBeNull();
  expect(serverRemedy([{ state: "failed", why: "refused", subject: "http://a:8222", detail: "x" }])).toBeNull();
});
