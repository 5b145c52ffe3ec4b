import type { Plugin } from "vite";

/** What every page waits for and the entry asks for only once it runs; see `chunk-groups.ts`. */
const EVERY_PAGE = ["mount-app", "react", "app", "shared"];

/** The browser fetches and parses them beside the entry rather than after it. */
export const preloadChunks: Plugin = {
  name: "rollcall-preload-chunks",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const files = Object.values(bundle ?? {});
      return EVERY_PAGE.map((name) => {
        const chunk = files.find((file) => file.type === "chunk" && file.name === name);
        if (chunk === undefined) throw new Error(`the build has no chunk ${name}`);
        const attrs = { rel: "modulepreload", href: `./${chunk.fileName}`, crossorigin: "" };
        return { tag: "link", attrs, injectTo: "head" as const };
      });
    },
  },
};
