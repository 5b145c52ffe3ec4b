import type { Wire } from "./wire.ts";
import { pauseBetweenBeats } from "./wire.ts";
import { expect, snapshot, test } from "./fixtures.ts";
import type { SnapshotAgent } from "./snapshot-schema.ts";
import { heartbeatSubject } from "#contract/subjects.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";

type Told = Pick<
  SnapshotAgent,
  "status" | "liveness" | "recovering" | "flapping" | "needsApproval" | "currentTask" | "intervalMs"
>;

const USUAL: Told = {
  status: "active",
  liveness: "on-time",
  recovering: false,
  flapping: false,
  needsApproval: false,
  currentTask: null,
  intervalMs: 3_600_000,
};

/** Who is published below, and what a screen has to say of each. */
const TRUTH: Readonly<Record<string, Told>> = {
  alice: USUAL,
  bob: { ...USUAL, status: "busy", currentTask: "task-41" },
  carl: { ...USUAL, liveness: "late", intervalMs: 7_000 },
  doc: { ...USUAL, status: "idle", liveness: "silent", intervalMs: 500 },
  emma: { ...USUAL, status: "busy", liveness: "silent", currentTask: "task-42", intervalMs: 500 },
  fred: { ...USUAL, status: "offline", liveness: "signed-off" },
  gina: { ...USUAL, recovering: true, intervalMs: 4_000 },
  hank: { ...USUAL, liveness: "silent", flapping: true, intervalMs: 200 },
  jen: { ...USUAL, needsApproval: true },
};

/** One look at a time when carl is late and not yet silent, gina is back and not yet recovered: about 6 s wide. */
async function publishLives(wire: Wire): Promise<void> {
  await wire.beat("alice");
  await wire.beat("bob", { status: "busy", current_task: "task-41" });
  await wire.beat("doc", { status: "idle", heartbeat_interval: 0.5 });
  await wire.beat("emma", { status: "busy", current_task: "task-42", heartbeat_interval: 0.5 });
  await wire.beat("fred", { status: "offline" });
  await wire.beat("jen", { needs_approval: true, approval_message: "Publish the newsletter?" });
  await wire.beat("carl", { heartbeat_interval: 7 });
  await wire.beat("gina", { heartbeat_interval: 4 });
  for (let beat = 1; beat <= 4; beat += 1) {
    await wire.beat("hank", { heartbeat_interval: 0.2 });
    await pauseBetweenBeats(800);
  }
  await pauseBetweenBeats(9_200);
  await wire.beat("gina", { heartbeat_interval: 4 });
}

test("the page and its snapshot say of every agent what was published, and of each other the same", async ({
  open,
  page,
  startFleet,
}) => {
  test.setTimeout(180_000);
  const { server, wire } = await startFleet();
  await open(server.wsUrl, { path: "#/agents" });

  // On a machine that stands still for seconds the moment may pass unseen: then the same lives are lived once more.
  await expect(async () => {
    await publishLives(wire);
    await expect.poll(async () => told(await snapshot(page)), { timeout: 6_000 }).toEqual(TRUTH);
  }).toPass({ timeout: 140_000 });

  const jsm = await wire.manager();
  const { agents } = await snapshot(page);
  for (const { id, lastBeatAt } of agents) {
    const { time } = await jsm.streams.getMessage(COORDINATION_STREAM, { last_by_subj: heartbeatSubject(id) });
    expect(lastBeatAt, `${id}'s last beat at the stream's time`).toBe(time.toISOString());
  }
});

function told({ agents }: { agents: SnapshotAgent[] }): Record<string, Told> {
  return Object.fromEntries(
    agents.map(({ id, status, liveness, recovering, flapping, needsApproval, currentTask, intervalMs }) => [
      id,
      { status, liveness, recovering, flapping, needsApproval, currentTask, intervalMs },
    ]),
  );
}
