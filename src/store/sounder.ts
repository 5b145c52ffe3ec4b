import type { CallSeverity } from "#model/announce/call.ts";
import { TONES } from "#model/announce/tones.ts";

/** Whether a tone would be heard. `blocked`: wanted, but a browser makes no sound before somebody has clicked on the page. */
export type SoundState = "off" | "armed" | "blocked" | "unsupported";

/** As much of Web Audio as a tone needs. */
export type AudioLike = Pick<
  AudioContext,
  | "state"
  | "currentTime"
  | "destination"
  | "resume"
  | "suspend"
  | "createOscillator"
  | "createGain"
  | "addEventListener"
>;

export interface Sounder {
  subscribe(this: void, listener: () => void): () => void;
  getState(this: void): SoundState;
  /** To be called from a click: browsers allow it only then. */
  arm(this: void): Promise<void>;
  disarm(this: void): void;
  /** Silent unless armed. */
  play(this: void, severity: CallSeverity): void;
}

/** Loud enough to be heard in a room, quiet enough not to startle. */
const GAIN = 0.25;
const EDGE_SECONDS = 0.015;

/**
 * Makes the tones, by Web Audio: no file is fetched.
 * @param createAudio null where the browser has none
 */
export function createSounder(createAudio: () => AudioLike | null): Sounder {
  let audio: AudioLike | null = null;
  let wanted = false;
  let missing = false;
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function getState(): SoundState {
    if (missing) return "unsupported";
    if (!wanted) return "off";
    return audio?.state === "running" ? "armed" : "blocked";
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState,
    async arm() {
      wanted = true;
      if (audio === null) {
        audio = createAudio();
        missing = audio === null;
        audio?.addEventListener("statechange", tell);
      }
      tell();
      // Refused without a click; then the state says so.
      await audio?.resume().catch(() => undefined);
      tell();
    },
    disarm() {
      wanted = false;
      void audio?.suspend().catch(() => undefined);
      tell();
    },
    play(severity) {
      if (audio === null || getState() !== "armed") return;
      for (const { hertz, startSeconds, seconds } of TONES[severity]) {
        const start = audio.currentTime + startSeconds;
        const oscillator = audio.createOscillator();
        const gain = audio.createGain();
        oscillator.frequency.setValueAtTime(hertz, start);
        // Faded in and out: an edge would click.
        gain.gain.setValueAtTime(0, start);
        gain.gain.linearRampToValueAtTime(GAIN, start + EDGE_SECONDS);
        gain.gain.setValueAtTime(GAIN, start + seconds - EDGE_SECONDS);
        gain.gain.linearRampToValueAtTime(0, start + seconds);
        oscillator.connect(gain);
        gain.connect(audio.destination);
        oscillator.start(start);
        oscillator.stop(start + seconds);
      }
    },
  };
}
