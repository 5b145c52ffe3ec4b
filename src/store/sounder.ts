import type { CallSeverity } from "#model/announce/call.ts";
import type { Note } from "#model/announce/tones.ts";
import { TONES } from "#model/announce/tones.ts";

/** Whether a tone would be heard. `blocked`: wanted, but a browser makes no sound before somebody has clicked on the page. */
export type SoundState = "off" | "armed" | "blocked" | "unsupported";

/** What makes the tones; see `web-audio.ts`. */
export interface Voice {
  isRunning(): boolean;
  /** Rejects, or never ends, where the browser wants a click first. */
  resume(): Promise<void>;
  suspend(): Promise<void>;
  listen(changed: () => void): void;
  play(notes: readonly Note[]): void;
}

export interface Sounder {
  subscribe(this: void, listener: () => void): () => void;
  getState(this: void): SoundState;
  /** To be called from a click: browsers allow it only then. */
  arm(this: void): Promise<void>;
  disarm(this: void): void;
  /** Silent unless armed. */
  play(this: void, severity: CallSeverity): void;
}

/** @param createVoice null where the browser has none */
export function createSounder(createVoice: () => Voice | null): Sounder {
  let voice: Voice | null = null;
  let isWanted = false;
  let isMissing = false;
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function getState(): SoundState {
    if (isMissing) return "unsupported";
    if (!isWanted) return "off";
    return voice?.isRunning() === true ? "armed" : "blocked";
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState,
    async arm() {
      isWanted = true;
      if (voice === null) {
        voice = createVoice();
        isMissing = voice === null;
        voice?.listen(tell);
      }
      tell();
      // Refused without a click; then the state says so.
      await voice?.resume().catch(() => undefined);
      tell();
    },
    disarm() {
      isWanted = false;
      void voice?.suspend().catch(() => undefined);
      tell();
    },
    play(severity) {
      if (getState() === "armed") voice?.play(TONES[severity]);
    },
  };
}
