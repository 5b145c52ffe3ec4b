import { describe, expect, test } from "vitest";
import { completionNoticeSchema, reportMetadataSchema, reportSchema } from "./deliverable.ts";
import { heartbeatSchema } from "./heartbeat.ts";
import { messageSchema, registrationSchema } from "./message.ts";
import { schemaHash } from "./schema-hash.ts";
import { taskSchema } from "./task.ts";
import { CONTRACT_VERSION, HISTORY } from "./version.ts";
import * as v from "valibot";

const SCHEMAS = {
  completionNotice: completionNoticeSchema,
  heartbeat: heartbeatSchema,
  message: messageSchema,
  registration: registrationSchema,
  report: reportSchema,
  reportMetadata: reportMetadataSchema,
  task: taskSchema,
};

describe("the contract's version", () => {
  test("is raised with every change of a schema", () => {
    const found = schemaHash(SCHEMAS);
    const next = CONTRACT_VERSION + 1;
    expect(
      found,
      `a schema has changed: raise CONTRACT_VERSION to ${next} and add to HISTORY { version: ${next}, schemas: "${found}", date, change }`,
    ).toBe(HISTORY.at(-1)?.schemas);
  });

  test("has one line of history each, oldest first", () => {
    expect(HISTORY.map(({ version }) => version)).toEqual(HISTORY.map((_, i) => i + 1));
    expect(HISTORY.at(-1)?.version).toBe(CONTRACT_VERSION);
    expect(new Set(HISTORY.map(({ schemas }) => schemas)).size).toBe(HISTORY.length);
    for (const { date, change } of HISTORY) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/u);
      expect(change).not.toBe("");
    }
  });
});

describe("schemaHash", () => {
  const before = schemaHash({
    a: v.object({ id: v.string(), size: v.optional(v.pipe(v.number(), v.minValue(1)), 5) }),
  });

  test.each([
    ["a field more", v.object({ id: v.string(), size: sizeSchema(1, 5), more: v.boolean() })],
    ["a field less", v.object({ id: v.string() })],
    ["another name", v.object({ ID: v.string(), size: sizeSchema(1, 5) })],
    ["another type", v.object({ id: v.number(), size: sizeSchema(1, 5) })],
    ["another limit", v.object({ id: v.string(), size: sizeSchema(2, 5) })],
    ["another default", v.object({ id: v.string(), size: sizeSchema(1, 6) })],
    ["unknown fields kept", v.looseObject({ id: v.string(), size: sizeSchema(1, 5) })],
  ])("sees %s", (_what, schema) => {
    expect(schemaHash({ a: schema })).not.toBe(before);
  });

  test("does not see the order in which fields are written", () => {
    expect(schemaHash({ a: v.object({ size: sizeSchema(1, 5), id: v.string() }) })).toBe(before);
  });
});

function sizeSchema(min: number, otherwise: number) {
  return v.optional(v.pipe(v.number(), v.minValue(min)), otherwise);
}
