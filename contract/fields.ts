import * as v from "valibot";

/**
 * Fields that several families share. A field that is there but of another type counts as not said: one odd field must not cost the
 * whole message.
 */

/** Text, or null where there is none. */
export const optionalText = v.optional(v.fallback(v.nullable(v.string()), null), null);

/** Some agents write ids as numbers: read as their decimal text. */
export const textOrNumber = v.union([
  v.string(),
  v.pipe(
    v.number(),
    v.finite(),
    v.transform((id) => String(id)),
  ),
]);

export const optionalTextOrNumber = v.optional(v.fallback(v.nullable(textOrNumber), null), null);

/** The texts of a list; empty where it is none, or holds anything else. */
export const optionalTexts = v.optional(v.fallback(v.array(v.string()), []), []);

/** Below it nobody beats; it keeps a nonsense interval from dividing by nothing. */
export const MIN_INTERVAL_S = 0.05;

/** Seconds between beats, or null. */
export const optionalInterval = v.optional(
  v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(MIN_INTERVAL_S))), null),
  null,
);
