import type { Voice } from "./sounder.ts";
import type { Note } from "#model/announce/tones.ts";

/** Loud enough to be heard in a room, quiet enough not to startle. */
const GAIN = 0.25;
const EDGE_SECONDS = 0.015;

/** Tones by the browser's own synthesizer: no file is fetched. Null where it has none. */
export function webAudioVoice(): Voice | null {
  if (!("AudioContext" in window)) return null;
  const audio = new AudioContext();
  return {
    isRunning: () => audio.state === "running",
    resume: () => audio.resume(),
    suspend: () => audio.suspend(),
    listen: (changed) => audio.addEventListener("statechange", changed),
    play(notes) {
      for (const note of notes) sound(audio, note);
    },
  };
}

function sound(audio: AudioContext, { hertz, startSeconds, seconds }: Note): void {
  const start = audio.currentTime + startSeconds;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.setValueAtTime(hertz, start);
  // Faded in and out: an edge would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(GAIN, start + EDGE_SECONDS);
  gain.gain.setValueAtTime(GAIN, start + seconds - EDGE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}
