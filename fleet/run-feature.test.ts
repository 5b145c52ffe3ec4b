import { afterAll, beforeAll, expect, test } from "vitest";
import { STAGES } from "#contract/streams.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { DeliverableService } from "./deliverable-service.ts";
import { provision } from "./provision.ts";
import type { StageContext, StageRun } from "./run-feature.ts";
import { runFeature } from "./run-feature.ts";

let server: RunningServer;
let service: DeliverableService;

beforeAll(async () => {
  server = await runServer();
  await provision({ servers: server.clientUrl, ...server.logins.provisioner });
  service = await DeliverableService.connect({ servers: server.clientUrl });
});

afterAll(async () => {
  await service.close();
  await server.stop();
});

/** The six stages; each writes down that it ran and what it was given, and does as `act` says. */
function stages(ran: string[], act: (stage: string, context: StageContext) => ReturnType<StageRun["run"]>): StageRun[] {
  return STAGES.map(({ stage, agent }) => ({
    agent,
    type: stage,
    run: (context) => {
      ran.push(`${stage} after ${context.notices.map(({ agent }) => agent).join(",")}`);
      return act(stage, context);
    },
  }));
}

function complete(stage: string, { publish }: StageContext) {
  return publish(`# ${stage}`, { status: "complete", summary: `${stage} done`, complexity: "Simple" });
}

const ALL = [
  "research after ",
  "critique after cynthia",
  "backend after cynthia,sylvia",
  "frontend after cynthia,sylvia,roy",
  "qa after cynthia,sylvia,roy,jen",
  "statistics after cynthia,sylvia,roy,jen,billy",
];

test("each stage is started with the earlier notices and stores its own report", async () => {
  const ran: string[] = [];
  const fetched: unknown[] = [];
  const outcome = await runFeature(
    "whole",
    stages(ran, async (stage, context) => {
      const last = context.notices.at(-1);
      if (last !== undefined) fetched.push((await context.fetchReport(last))?.deliverable.markdown);
      return complete(stage, context);
    }),
    service,
  );
  expect(ran).toEqual(ALL);
  expect(fetched).toEqual(["# research", "# critique", "# backend", "# frontend", "# qa"]);
  expect(outcome).toMatchObject({ outcome: "complete", startedAt: "research" });
  expect(outcome.notices.map(({ summary }) => summary)).toEqual(STAGES.map(({ stage }) => `${stage} done`));
  expect(JSON.stringify(outcome.notices[0]).length).toBeLessThan(800);
});

test("a blocked stage stops the run with its reason, and the next run goes on from there", async () => {
  const ran: string[] = [];
  const blocked = await runFeature(
    "resumed",
    stages(ran, async (stage, context) =>
      stage === "backend"
        ? service.createCompletionNotice({
            agent: "roy",
            type: stage,
            feature: context.feature,
            status: "blocked",
            summary: "cannot",
            blockers: ["no schema"],
          })
        : complete(stage, context),
    ),
    service,
  );
  expect(blocked).toMatchObject({
    outcome: "stopped",
    stage: "backend",
    status: "blocked",
    reason: "cannot; no schema",
  });
  expect(ran).toEqual(ALL.slice(0, 3));

  const again: string[] = [];
  const outcome = await runFeature("resumed", stages(again, complete), service);
  expect(again).toEqual(ALL.slice(2));
  expect(outcome).toMatchObject({ outcome: "complete", startedAt: "backend" });

  const third: string[] = [];
  expect(await runFeature("resumed", stages(third, complete), service)).toMatchObject({
    outcome: "complete",
    startedAt: null,
  });
  expect(third).toEqual([]);
});

test("a stage that throws fails the run with what it threw", async () => {
  const outcome = await runFeature(
    "thrown",
    stages([], () => Promise.reject(new Error("out of memory"))),
    service,
  );
  expect(outcome).toMatchObject({
    outcome: "stopped",
    stage: "research",
    status: "failed",
    reason: "out of memory",
    notices: [],
  });
});

test("a stage that says complete without a stored report has failed", async () => {
  const liar = stages([], async (stage, { feature }) =>
    service.createCompletionNotice({ agent: "cynthia", type: stage, feature, status: "complete", summary: "trust me" }),
  );
  expect(await runFeature("claimed-only", liar, service)).toMatchObject({
    outcome: "stopped",
    reason: "it said complete, but no report of it is stored",
  });
});

test("a report too large to store fails its stage", async () => {
  const huge = stages([], (_stage, { publish }) =>
    publish("x".repeat(11 * 2 ** 20), { status: "complete", summary: "huge" }),
  );
  const outcome = await runFeature("huge", huge, service);
  expect(outcome).toMatchObject({ outcome: "stopped", stage: "research", status: "failed" });
  expect(outcome).toMatchObject({ reason: expect.stringContaining("too-large") });
});

test("a report of another client, without a notice of ours, counts as done and speaks for itself", async () => {
  await service.publishReport({
    agent: "cynthia",
    type: "research",
    feature: "foreign",
    content: "\n# Findings\n\nmany",
  });
  const ran: string[] = [];
  const outcome = await runFeature("foreign", stages(ran, complete), service);
  expect(ran[0]).toBe("critique after cynthia");
  expect(outcome.notices[0]).toMatchObject({ agent: "cynthia", status: "complete", summary: "Findings" });
});
