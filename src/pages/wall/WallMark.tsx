import type { StripLook } from "#model/wall/strip.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";

/** The shape that goes with a word; nothing for what is quiet. */
export function WallMark({ look }: { look: StripLook }) {
  return look === "quiet" ? null : <AlarmMark alarm={look} />;
}
