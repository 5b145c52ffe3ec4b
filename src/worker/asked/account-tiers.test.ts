/** An account with tiers exists under an operator only: its limits are in a signed token, and it has none outside its tiers. */
import { jwtAuthenticator, connect, nkeys } from "nats";
import { expect, test } from "vitest";
import { Fields } from "../fields.ts";
import { readAccount } from "./read-stream.ts";
import { accountFindings } from "#model/streams/account-findings.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

type KeyPair = ReturnType<typeof nkeys.createUser>;

const UNLIMITED = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };
const NO_TIER = { mem_storage: 0, disk_storage: 0, streams: 0, consumer: 0 };

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** As an operator's tools sign it. */
function token(issuer: KeyPair, subject: KeyPair, name: string, nats: object): string {
  const claims = {
    jti: name,
    iat: Math.floor(Date.now() / 1_000),
    iss: issuer.getPublicKey(),
    name,
    sub: subject.getPublicKey(),
    nats: { version: 2, ...nats },
  };
  const signed = `${part({ typ: "JWT", alg: "ed25519-nkey" })}.${part(claims)}`;
  return `${signed}.${Buffer.from(issuer.sign(Buffer.from(signed))).toString("base64url")}`;
}

test("each tier of an account with what it has used and may use, and the fuller one is said", async ({
  onTestFinished,
}) => {
  const [operator, system, account, user] = [
    nkeys.createOperator(),
    nkeys.createAccount(),
    nkeys.createAccount(),
    nkeys.createUser(),
  ];
  const limits = {
    ...UNLIMITED,
    ...NO_TIER,
    tiered_limits: {
      R1: { mem_storage: 0, disk_storage: 1_000_000, streams: 2, consumer: 10 },
      R3: { mem_storage: 0, disk_storage: 5_000_000, streams: 10, consumer: 10 },
    },
  };
  const accountToken = token(operator, account, "fleet", { type: "account", limits });
  const systemToken = token(operator, system, "SYS", { type: "account", limits: UNLIMITED });
  const userToken = token(account, user, "looker", { type: "user", subs: -1, data: -1, payload: -1 });
  const server = await runServer({
    accounts: "plain",
    extraConfig: [
      `operator: ${token(operator, operator, "operator", { type: "operator" })}`,
      `system_account: ${system.getPublicKey()}`,
      "resolver: MEMORY",
      `resolver_preload: { ${account.getPublicKey()}: ${accountToken}, ${system.getPublicKey()}: ${systemToken} }`,
    ].join("\n"),
  });
  onTestFinished(() => server.stop());
  const nc = await connect({ servers: server.clientUrl, authenticator: jwtAuthenticator(userToken, user.getSeed()) });
  onTestFinished(() => nc.close());
  const manager = await nc.jetstreamManager();
  for (const name of ["one", "two"]) await manager.streams.add({ name, subjects: [name], max_bytes: 100_000 });

  const answer = Fields.parse((await nc.request("$JS.API.INFO", "")).data);
  assert(answer, "the server answers with its account");
  const tiers = readAccount(answer);
  const r1 = tiers.find(({ tier }) => tier === "R1");
  expect(r1).toMatchObject({
    streams: { used: 2, limit: 2 },
    storageBytes: { limit: 1_000_000 },
    consumers: { used: 0, limit: 10 },
  });
  // Where only the limits of the account itself are read, it would have none, and never be full.
  expect(tiers.some(({ tier }) => tier === null)).toBe(false);
  const [finding, ...others] = accountFindings(tiers, DEFAULT_THRESHOLDS);
  expect(finding).toMatchObject({ code: "account-near-limit", severity: "critical" });
  expect(finding?.sentence).toContain("Tier R1 of the account uses 100");
  expect(others).toEqual([]);
});
