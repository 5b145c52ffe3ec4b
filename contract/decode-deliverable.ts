import type { DecodeResult } from "./decode.ts";
import type { Deliverable } from "./deliverable.ts";
import { reportSchema } from "./deliverable.ts";
import { parseJson } from "./json.ts";
import type { Subject } from "./subjects.ts";
import * as v from "valibot";

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
  const body = v.safeParse(reportSchema, json.value);
  if (!body.success) {
    const markdown = typeof json.value === "string" ? json.value : null;
    return value({ ...named, shape: "plain-text", markdown, json: json.value, metadata: {} });
  }
  const { content, metadata, ...flat } = body.output;
  const meta = v.safeParse(v.record(v.string(), v.unknown()), metadata);
  const known = meta.success ? meta.output : flat;
  if (typeof content === "string") {
    const shape = meta.success ? "markdown" : "flat";
    return value({ ...named, shape, markdown: content, json: null, metadata: known });
  }
  if (content !== undefined)
    return value({ ...named, shape: "content-object", markdown: null, json: content, metadata: known });
  return value({ ...named, shape: "flat", markdown: null, json: body.output, metadata: {} });
}

function value(deliverable: Deliverable): DecodeResult {
  return { ok: true, value: { family: "deliverable", deliverable } };
}
