import type { Stage } from "#contract/streams.ts";
import type { Random } from "./random.ts";

const TOPICS: Record<Stage, readonly string[]> = {
  research: ["Who asks for it", "What others do", "Constraints found", "Data we have", "Open questions"],
  critique: ["What holds", "What does not", "Risks", "Missing cases", "Recommendation"],
  backend: ["Endpoints", "Schema changes", "Migrations", "Failure handling", "Load estimate"],
  frontend: ["Screens", "States", "Keyboard and screen reader", "Bundle effect", "Left open"],
  qa: ["Cases run", "Failures", "Coverage", "Exploratory notes", "Verdict"],
  statistics: ["Method", "Figures", "Distribution", "Outliers", "Reading of it"],
};

const SUBJECTS = [
  "The current index",
  "Each tenant",
  "The import job",
  "A returning user",
  "The nightly run",
  "Every third request",
];
const VERBS = ["keeps", "drops", "duplicates", "delays", "reorders", "caches", "validates", "hides"];
const OBJECTS = [
  "the last hundred rows",
  "records without an owner",
  "fields of the old form",
  "the second page",
  "stale filters",
];
const ENDS = [
  "under load",
  "after a failed login",
  "when the list is empty",
  "in about one case of forty",
  "unless told otherwise",
];

/** A stage's report of a feature as markdown, 5 to 15 kB, with the elements that real ones have. */
export function writeReport(stage: Stage, feature: string, random: Random): string {
  const targetBytes = random.between(5_200, 14_500);
  const parts = [`# ${titleOf(stage)}: ${feature}`, `> ${sentence(random)} ${sentence(random)}`];
  for (let i = 0; bytesOf(parts) < targetBytes; i++) parts.push(section(stage, feature, i, random));
  return parts.join("\n\n");
}

function titleOf(stage: Stage): string {
  return stage === "qa" ? "QA" : stage.charAt(0).toUpperCase() + stage.slice(1);
}

function section(stage: Stage, feature: string, i: number, random: Random): string {
  const topics = TOPICS[stage];
  const topic = topics[i % topics.length] ?? "Notes";
  const round = Math.floor(i / topics.length);
  const heading = round === 0 ? `## ${topic}` : `## ${topic}, continued (${round + 1})`;
  const body = random.pick([table, list, code, checks]);
  return [heading, paragraph(random), body(feature, random), paragraph(random)].join("\n\n");
}

function paragraph(random: Random): string {
  return Array.from({ length: 3 + random.index(3) }, () => sentence(random)).join(" ");
}

function sentence(random: Random): string {
  return `${random.pick(SUBJECTS)} ${random.pick(VERBS)} ${random.pick(OBJECTS)} ${random.pick(ENDS)}.`;
}

function table(_feature: string, random: Random): string {
  const rows = Array.from({ length: 4 + random.index(4) }, (_, i) => {
    return `| case ${i + 1} | ${random.index(900)} ms | ${random.pick(["yes", "no", "in part"])} |`;
  });
  return ["| what | p95 | holds |", "|---|---:|---|", ...rows].join("\n");
}

function list(_feature: string, random: Random): string {
  return Array.from({ length: 3 + random.index(4) }, () => `- **${random.pick(OBJECTS)}**: ${sentence(random)}`).join(
    "\n",
  );
}

function code(feature: string, random: Random): string {
  const lines = Array.from(
    { length: 3 + random.index(4) },
    (_, i) => `  { "step": ${i + 1}, "rows": ${random.index(5000)} }`,
  );
  return ["```json", `{ "feature": "${feature}", "steps": [`, lines.join(",\n"), "] }", "```"].join("\n");
}

function checks(_feature: string, random: Random): string {
  return Array.from({ length: 4 }, () => `- [${random.chance(0.7) ? "x" : " "}] ${sentence(random)}`).join("\n");
}

function bytesOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}
