import type { DecodeResult } from "./decode.ts";
import type { Deliverable } from "./deliverable.ts";
import { reportSchema } from "./deliverable.ts";
import { isJsonObject, parseJson } from "./json.ts";
import type { Subject } from "./subjects.ts";
import * as v from "valibot";

/** Without `__proto__` and its like, which the schema leaves out. */
const metadataSchema = v.record(v.string(), v.unknown());

type DeliverableSubject = Extract<Subject, { family: "deliverable" }>;

/** Every shape of shared use is readable: `{content, metadata}`, content an object, a flat report, plain markdown. */
export function decodeDeliverable(subject: DeliverableSubject, data: Uint8Array): DecodeResult {
  const named = { agent: subject.agent, type: subject.type, feature: subject.feature, bytes: data.length };
  const json = parseJson(data);
  if (!json.ok) {
    if (json.error.reason !== "not-json") return json;
    const markdown = new TextDecoder().decode(data);
    return value({ ...named, shape: "plain-text", markdown, json: null, metadata: {} });
  }
  if (!isJsonObject(json.value)) {
    const markdown = typeof json.value === "string" ? json.value : null;
    return value({ ...named, shape: "plain-text", markdown, json: json.value, metadata: {} });
  }
  const body = v.parse(reportSchema, json.value);
  const { content, metadata, ...flat } = body;
  const meta = isJsonObject(metadata) ? v.safeParse(metadataSchema, metadata) : null;
  const known = meta?.success === true ? meta.output : flat;
  if (typeof content === "string") {
    const shape = meta?.success === true ? "markdown" : "flat";
    return value({ ...named, shape, markdown: content, json: null, metadata: known });
  }
  if (content !== undefined)
    return value({ ...named, shape: "content-object", markdown: null, json: content, metadata: known });
  return value({ ...named, shape: "flat", markdown: null, json: body, metadata: {} });
}

function value(deliverable: Deliverable): DecodeResult {
  return { ok: true, value: { family: "deliverable", deliverable } };
}
