import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ACCOUNTS, type Account, type AccountUser, NO_AUTH_USER, SYSTEM_ACCOUNT } from "#contract/accounts.ts";
import { MAX_PAYLOAD_BYTES, WANTED_STREAMS } from "#contract/streams.ts";
import { runCommand } from "../run-command.ts";
import { testServers } from "./find-server.ts";
import { parseConfig } from "./parse-config.ts";

const CONFIG_FILE = new URL("../../nats-server.conf", import.meta.url);

/** What the file has to say of an account, in the file's own words; passwords are compared by being there. */
function inTheFile(account: Account): object {
  return {
    ...(account.jetstream ? { jetstream: true } : {}),
    users: account.users.map((user) => userInTheFile(user)),
    ...(account.exports.length > 0 ? { exports: account.exports } : {}),
    ...(account.imports.length > 0 ? { imports: account.imports } : {}),
  };
}

function userInTheFile({ user, hasPassword, connectionTypes, permissions }: AccountUser): object {
  return {
    user,
    ...(hasPassword ? { password: expect.stringMatching(/^change-me-/u) } : {}),
    allowed_connection_types: connectionTypes,
    ...(permissions === undefined ? {} : { permissions }),
  };
}

test("nats-server.conf and contract/accounts.ts say the same", async () => {
  const config = parseConfig(await readFile(CONFIG_FILE, "utf8"));
  expect(config["accounts"]).toEqual(
    Object.fromEntries(Object.entries(ACCOUNTS).map(([name, account]) => [name, inTheFile(account)])),
  );
  expect(config["system_account"]).toBe(SYSTEM_ACCOUNT);
  expect(config["no_auth_user"]).toBe(NO_AUTH_USER.client);
  expect(config["websocket"]).toMatchObject({ no_auth_user: NO_AUTH_USER.websocket, host: "127.0.0.1" });
  expect(config["host"]).toBe("127.0.0.1");
  expect(config["max_payload"]).toBe(`${MAX_PAYLOAD_BYTES / 2 ** 20}MB`);
  expect(config).not.toHaveProperty("http");
  expect(config).not.toHaveProperty("http_port");
});

test("the file names each of the seven streams in every place where a stream is read", () => {
  const subjects = JSON.stringify(ACCOUNTS.VIEW.imports);
  for (const { name } of WANTED_STREAMS) {
    expect(subjects).toContain(`"$JS.API.STREAM.MSG.GET.${name}"`);
    expect(subjects).toContain(`"$JS.API.DIRECT.GET.${name}"`);
    expect(subjects).toContain(`"$JS.API.DIRECT.GET.${name}.>"`);
  }
});

test("every supported server takes the file as it is", async () => {
  const { servers } = await testServers();
  const ends = await Promise.all(
    servers.map(({ path }) => runCommand(path, ["-t", "-c", CONFIG_FILE.pathname], { timeoutMs: 60_000 })),
  );
  expect(ends.filter(({ code }) => code !== 0)).toEqual([]);
});
