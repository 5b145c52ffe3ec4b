/** A core with a page at its other end, for tests: patches are applied and acknowledged as the page would. Knows no test runner. */
import type { Core, OpenFeed } from "./core.ts";
import { createCore } from "./core.ts";
import type { FeedIo } from "./feed.ts";
import type { AskAnswers, AskRequest, FromPage, FromWorker } from "./protocol.ts";
import type { AgentFacts } from "#model/agent.ts";
import { applyPatch } from "#model/apply-patch.ts";
import { emptyView } from "#model/empty-view.ts";
import { unpackMoved } from "#model/moved-agents.ts";
import type { Patch } from "#model/patch.ts";
import type { FleetView } from "#model/view.ts";
import { assert } from "#util/assert.ts";

const PATIENCE_MS = 30_000;

export class CoreRig {
  readonly core: Core;
  readonly patches: Patch[] = [];
  readonly broken: string[] = [];
  view: FleetView = emptyView();
  readonly #answers = new Map<number, Extract<FromWorker, { type: "answer" }>["answer"]>();
  readonly #waiting = new Set<() => void>();
  readonly #ahead: AgentFacts[] = [];
  #asked = 0;

  constructor(io: FeedIo, open?: OpenFeed) {
    this.core = createCore((message) => this.#receive(message), io, open);
  }

  say(message: FromPage): void {
    this.core.receive(message);
  }

  ask(request: AskRequest): AskAnswers[AskRequest["kind"]] {
    const id = ++this.#asked;
    this.core.receive({ type: "ask", id, request });
    const answer = this.#answers.get(id);
    assert(answer !== undefined && answer.ok, "an ask is answered at once");
    return answer.value;
  }

  /** Resolves once a patch made it true; no time but the patience of the test is involved. */
  until(what: string, isTrue: (view: FleetView) => boolean): Promise<FleetView> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!isTrue(this.view)) return;
        this.#waiting.delete(look);
        clearTimeout(timer);
        resolve(this.view);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`never came: ${what}; connection ${JSON.stringify(this.view.connection)}`));
      }, PATIENCE_MS);
      this.#waiting.add(look);
      look();
    });
  }

  #receive(message: FromWorker): void {
    // What crosses to the page is cloned: nothing of the worker's may be shared by reference.
    const crossed = structuredClone(message);
    switch (crossed.type) {
      case "patch-part":
        unpackMoved(crossed.moved, this.view.agents, (agent) => this.#ahead.push(agent));
        return;
      case "patch":
        this.patches.push(crossed.patch);
        this.view = applyPatch(this.view, crossed.patch, this.#ahead.splice(0));
        this.core.receive({ type: "ack", tick: crossed.patch.tick });
        for (const look of this.#waiting) look();
        return;
      case "answer":
        this.#answers.set(crossed.id, crossed.answer);
        return;
      case "here":
        return;
      case "broken":
        this.broken.push(crossed.message);
        return;
    }
  }
}
