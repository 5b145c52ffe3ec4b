import { STAGES } from "#contract/streams.ts";
import type { DeliverableService } from "../deliverable-service.ts";
import type { StageRun } from "../run-feature.ts";
import { runFeature } from "../run-feature.ts";
import type { Random } from "./random.ts";
import { writeReport } from "./reports.ts";
import type { SimAgent } from "./sim-agent.ts";
import { FEATURES } from "./words.ts";
import type { World } from "./world.ts";
import { Life } from "./world.ts";

const SECOND_MS = 1_000;
const LINES = 2;

/** Features on their way through the six stages, two at a time, each again with a new version later. */
export class FeatureLine {
  readonly #service: DeliverableService;
  readonly #agents: ReadonlyMap<string, SimAgent>;
  readonly #random: Random;
  readonly #life: Life;
  #next = 0;

  constructor(world: World, service: DeliverableService, agents: ReadonlyMap<string, SimAgent>) {
    this.#service = service;
    this.#agents = agents;
    this.#random = world.random.fork("features");
    this.#life = new Life(world);
  }

  start(): void {
    for (let line = 0; line < LINES; line++) void this.#life.rounds("features", () => this.#oneFeature());
  }

  stop(): void {
    this.#life.end();
  }

  /** A feature's reports up to a stage, at once: for the fleet's past. */
  async pastFeature(feature: string, stages: number): Promise<void> {
    await runFeature(feature, this.#stageRuns(0).slice(0, stages), this.#service);
  }

  /** The first stage writes its report again. */
  async secondVersion(feature: string): Promise<void> {
    const [{ agent, stage }] = STAGES;
    const content = writeReport(stage, feature, this.#random);
    await this.#service.publishReport({ agent, type: stage, feature, content });
  }

  nextName(): string {
    const round = Math.floor(this.#next / FEATURES.length);
    const name = FEATURES[this.#next % FEATURES.length] ?? "feature";
    this.#next += 1;
    return round === 0 ? name : `${name}-${round + 1}`;
  }

  async #oneFeature(): Promise<void> {
    const feature = this.nextName();
    // A run that was stopped is taken up again after a while: it goes on with the first missing stage.
    for (let attempt = 0; attempt < 3 && !this.#life.ended; attempt++) {
      const outcome = await runFeature(feature, this.#stageRuns(60 * SECOND_MS), this.#service);
      if (outcome.outcome === "complete") break;
      await this.#life.pause(this.#random.between(60, 180) * SECOND_MS);
    }
    await this.#life.pause(this.#random.between(30, 120) * SECOND_MS);
  }

  #stageRuns(meanMs: number): StageRun[] {
    return STAGES.map(({ stage, agent }) => ({
      agent,
      type: stage,
      run: async ({ feature, notices, fetchReport, publish }) => {
        const worker = this.#agents.get(agent);
        worker?.show("busy", feature, `${stage} of ${feature}`);
        const previous = notices.at(-1);
        if (previous !== undefined) await fetchReport(previous);
        await this.#life.pause(meanMs * this.#random.between(0.5, 1.8));
        const blocked = meanMs > 0 && this.#random.chance(0.06);
        worker?.show("idle", null);
        if (blocked) return this.#blockedNotice(agent, stage, feature);
        const words = {
          summary: `${stage} of ${feature} is done`,
          complexity: this.#random.pick(["Simple", "Medium", "Complex"] as const),
        };
        return publish(writeReport(stage, feature, this.#random), { ...words, status: "complete" });
      },
    }));
  }

  #blockedNotice(agent: string, type: string, feature: string) {
    const blockers = ["the test database is being restored"];
    const summary = `${type} of ${feature} cannot go on`;
    return this.#service.createCompletionNotice({ agent, type, feature, status: "blocked", summary, blockers });
  }
}
