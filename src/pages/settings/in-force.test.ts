import { expect, test } from "vitest";
import { deploymentWords, settingRows } from "./in-force.ts";
import type { SettingsState } from "#store/feed-client.ts";
import { mergeSettings } from "#store/settings.ts";
import type { DeploymentFile } from "#store/deployment-file.ts";
import type { UserSettings } from "#store/settings.ts";

function stateOf(user: UserSettings, file: DeploymentFile): SettingsState {
  const place = { hostname: "127.0.0.1", protocol: "http:" };
  const { login: _login, ...inForce } = mergeSettings(place, file, user, "s3cret");
  return { deployment: { state: "read", file }, user, hasSecret: true, inForce, paused: false };
}

test("each setting says who set it: you before the deployment before the default", () => {
  const rows = settingRows(
    stateOf(
      { servers: ["ws://mine:1"], login: { kind: "password", user: "ops" }, checks: { fillWarning: 0.7 } },
      {
        servers: ["ws://theirs:1"],
        heartbeatIntervalSeconds: 10,
        thresholds: { silentAfterIntervals: 6 },
        checks: { fillWarning: 0.5, replicaSeenSeconds: 9 },
      },
    ),
  );
  const row = (name: string) => rows.find((one) => one.name === name);
  expect(row("Servers")).toEqual({ name: "Servers", value: "ws://mine:1", from: "you" });
  expect(row("Login")).toEqual({ name: "Login", value: "user ops", from: "you" });
  expect(row("Heartbeat interval")?.from).toBe("rollcall.json");
  expect(row("Silent after")?.value.replaceAll("\u00A0", " ")).toBe("6 intervals (1 min)");
  expect(row("Late after")?.from).toBe("default");
  expect(row("Nearly full at")).toEqual({ name: "Nearly full at", value: "70 % of a limit", from: "you" });
  expect(row("Replica not heard of for")).toMatchObject({ value: "9 s", from: "rollcall.json" });
  expect(row("Quiet: nothing stored for")).toMatchObject({ value: "not checked", from: "default" });
  expect(JSON.stringify(rows)).not.toContain("s3cret");
});

test("nothing is in force before rollcall.json was answered", () => {
  expect(settingRows({ ...stateOf({}, {}), inForce: null })).toEqual([]);
});

test("what rollcall.json gave, in words", () => {
  expect(deploymentWords({ state: "none" })).toBe("There is no rollcall.json beside this page.");
  expect(deploymentWords({ state: "read", file: { servers: ["ws://a:1"], domain: null } })).toBe(
    "rollcall.json sets servers, domain.",
  );
  expect(
    deploymentWords({ state: "bad", error: 'rollcall.json: "sevrers" is not a setting that Rollcall knows.' }),
  ).toBe('rollcall.json: "sevrers" is not a setting that Rollcall knows. The page goes on without the file.');
});
