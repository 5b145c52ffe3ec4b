import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { assert } from "#util/assert.ts";

/**
 * Who may import whom: the layers of the project. A layer may always import itself; `local` are the other layers (or
 * single files), `packages` the packages, where `node:` stands for Node's own modules.
 */
interface Layer {
  /** Folder that makes the layer; the longest that fits a file wins. */
  folder: string;
  local: readonly string[];
  packages: readonly string[];
  /** Free of every rule: what only tests, measures or builds. */
  free?: true;
}

const REACT = ["react", "react-dom"];

export const LAYERS: readonly Layer[] = [
  { folder: "contract", local: [], packages: ["valibot"] },
  { folder: "src/util", local: [], packages: [] },
  { folder: "src/model", local: ["contract", "src/util"], packages: [] },
  { folder: "src/worker", local: ["contract", "src/model", "src/util"], packages: ["nats.ws", "diff"] },
  {
    folder: "src/store",
    local: ["contract", "src/model", "src/util", "src/worker/protocol.ts"],
    packages: [...REACT, "@tanstack/react-query", "valibot"],
  },
  {
    folder: "src/ui",
    local: ["src/util"],
    packages: [
      ...REACT,
      "recharts",
      "@base-ui/react",
      "@tanstack/react-virtual",
      "react-markdown",
      "remark-gfm",
      "rehype-sanitize",
    ],
  },
  {
    folder: "src/pages",
    local: ["contract", "src/model", "src/store", "src/ui", "src/util", "src/paths.ts"],
    packages: [...REACT, "@tanstack/react-router", "valibot"],
  },
  // The shell: what is in src/ itself may see the whole page, but never the worker's insides.
  {
    folder: "src",
    local: ["contract", "src/model", "src/pages", "src/store", "src/ui", "src/util"],
    packages: [...REACT, "@tanstack/react-query", "@tanstack/react-router", "@fontsource-variable/*", "valibot"],
  },
  { folder: "fleet", local: ["contract", "src/model", "src/util"], packages: ["nats", "node:*"] },
  { folder: "scripts", local: [], packages: [], free: true },
  { folder: "e2e", local: [], packages: [], free: true },
  { folder: "bench", local: [], packages: [], free: true },
];

/** What a test may import besides what its folder may. */
const TESTS_MAY: Pick<Layer, "local" | "packages"> = {
  local: ["scripts", "fleet", "src/util", "contract", "src/app.tsx", "src/routes.tsx", "src/worker/protocol.ts"],
  packages: [
    "node:*",
    "vitest",
    "vitest-browser-react",
    "vitest/*",
    "@vitest/*",
    "fast-check",
    "nats",
    "ws",
    "@fontsource-variable/*",
    ...REACT,
  ],
};

/** Only these may import the browser's NATS client; it stays behind the worker. */
const NATS_WS_FOLDERS = ["src/worker", "bench", "e2e", "scripts"];

export interface Violation {
  file: string;
  line: number;
  imported: string;
  reason: string;
}

/** A path relative to the project's root, with `/`, and the file's text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** `imports` are the subpath imports of package.json: `{"#util/*": "./src/util/*"}`. */
export function findViolations(files: readonly SourceFile[], imports: Readonly<Record<string, string>>): Violation[] {
  return files.flatMap((file) => violationsOf(file, imports));
}

function violationsOf(file: SourceFile, imports: Readonly<Record<string, string>>): Violation[] {
  const layer = layerOf(file.path);
  const named = (specifier: string, at: number, reason: string): Violation => ({
    file: file.path,
    line: file.text.slice(0, at).split("\n").length,
    imported: specifier,
    reason,
  });
  const found: Violation[] = [];
  if (/(?:^|\/)index\.tsx?$/u.test(file.path))
    found.push(named("", 0, "a file is named for what it exports: no barrels"));
  for (const { specifier, at } of importsOf(file)) {
    const reason = layer === null ? "the file is in no layer" : reasonAgainst(file.path, layer, specifier, imports);
    if (reason !== null) found.push(named(specifier, at, reason));
  }
  return found;
}

/** Static, dynamic and re-exporting imports, types included; texts computed at run time are not seen. */
function importsOf(file: SourceFile): { specifier: string; at: number }[] {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path} cannot be parsed: ${errors[0]?.message ?? ""}`);
  const unquoted = (start: number, end: number): string | null => {
    const text = file.text.slice(start, end);
    return /^(["'`]).*\1$/u.test(text) ? text.slice(1, -1) : null;
  };
  const found: { specifier: string; at: number }[] = [];
  for (const { moduleRequest } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, at: moduleRequest.start });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) {
      if (moduleRequest !== null) found.push({ specifier: moduleRequest.value, at: moduleRequest.start });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = unquoted(moduleRequest.start, moduleRequest.end);
    if (specifier !== null) found.push({ specifier, at: moduleRequest.start });
  }
  return found;
}

function reasonAgainst(
  path: string,
  layer: Layer,
  specifier: string,
  imports: Readonly<Record<string, string>>,
): string | null {
  const target = resolveLocal(path, specifier, imports);
  const isTest = /\.(?:test|properties|fixture)\.tsx?$/u.test(path);
  if (target === null) return reasonAgainstPackage(path, layer, specifier, isTest);
  if (specifier.startsWith(".")) {
    const ofShell = layer.folder === "src" || layerOf(target)?.folder === "src";
    if (layerOf(target) !== layer && !ofShell && hasSubpathImport(target, imports)) {
      return "across folders a subpath import (#…) is used";
    }
    if (!/\.[a-z0-9]+(?:\?[a-z]+)?$/u.test(specifier)) return "an import names the file's extension";
  }
  const page = pageOf(path);
  const targetPage = pageOf(target);
  if (layer.folder === "src/pages" && page !== null && targetPage !== null && page !== targetPage) {
    return "a page never imports another page";
  }
  if (layer.free === true || layerOf(target) === layer) return null;
  const allowed = [...layer.local, ...(isTest ? TESTS_MAY.local : [])];
  if (allowed.some((one) => target === one || target.startsWith(`${one}/`))) return null;
  return `${layer.folder} may import ${[layer.folder, ...layer.local].join(", ")}`;
}

function reasonAgainstPackage(path: string, layer: Layer, specifier: string, isTest: boolean): string | null {
  if (/^nats\.ws(?:\/|$)/u.test(specifier) && !NATS_WS_FOLDERS.some((folder) => path.startsWith(`${folder}/`))) {
    return "only src/worker imports nats.ws";
  }
  if (layer.free === true) return null;
  const allowed = [...layer.packages, ...(isTest ? TESTS_MAY.packages : [])];
  if (allowed.some((one) => matchesPackage(specifier, one))) return null;
  return layer.packages.length === 0
    ? `${layer.folder} imports no package`
    : `${layer.folder} may import the packages ${layer.packages.join(", ")}`;
}

/** `@base-ui/react` covers `@base-ui/react/dialog`; `node:*` covers every module of Node. */
function matchesPackage(specifier: string, allowed: string): boolean {
  if (allowed.endsWith("*")) return specifier.startsWith(allowed.slice(0, -1));
  return specifier === allowed || specifier.startsWith(`${allowed}/`);
}

/** The project file that is meant, relative to the root; null for a package. */
function resolveLocal(path: string, specifier: string, imports: Readonly<Record<string, string>>): string | null {
  if (specifier.startsWith("."))
    return posix.normalize(posix.join(posix.dirname(path), specifier)).split("?")[0] ?? null;
  for (const [key, value] of Object.entries(imports)) {
    const [from, to] = [key.replace("*", ""), value.replace("*", "").replace("./", "")];
    if (specifier.startsWith(from)) return to + specifier.slice(from.length);
  }
  return null;
}

/** `e2e/` and `bench/` have none: nothing but each other imports from them. */
function hasSubpathImport(target: string, imports: Readonly<Record<string, string>>): boolean {
  return Object.values(imports).some((value) => target.startsWith(value.replace("*", "").replace("./", "")));
}

function layerOf(path: string): Layer | null {
  const fitting = LAYERS.filter(({ folder }) => path.startsWith(`${folder}/`));
  return fitting.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}

/** The folder of a page, as `agents` in `src/pages/agents/rows.ts`; null for what all pages share. */
function pageOf(path: string): string | null {
  return /^src\/pages\/(?<page>[^/]+)\//u.exec(path)?.groups?.["page"] ?? null;
}

/** Every TypeScript file of the layers. */
export function readSources(root: string): SourceFile[] {
  const folders = [...new Set(LAYERS.map(({ folder }) => folder.split("/")[0] ?? folder))];
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => join(root, folder, name))
      .map((path) => ({ path: relative(root, path).split(sep).join("/"), text: readFileSync(path, "utf8") })),
  );
}

/** The subpath imports of package.json. */
export function subpathImports(root: string): Record<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert(typeof manifest === "object" && manifest !== null && "imports" in manifest, "package.json has imports");
  const { imports } = manifest;
  assert(typeof imports === "object" && imports !== null, "the imports of package.json are an object");
  return Object.fromEntries(Object.entries(imports).map(([key, value]) => [key, String(value)]));
}

function main(): void {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const violations = findViolations(readSources(root), subpathImports(root));
  for (const { file, line, imported, reason } of violations) console.error(`${file}:${line} ${imported}: ${reason}`);
  console.log(violations.length === 0 ? "import rules hold" : `${violations.length} imports break the rules`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
