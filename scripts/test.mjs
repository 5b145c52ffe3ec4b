import { ensureInstalled, registerTypeScript, requireNode } from "./install.mjs";

requireNode();
ensureInstalled();
await registerTypeScript();
await import("./test.ts");
