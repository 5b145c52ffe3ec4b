import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";
import { CHUNK_GROUPS } from "./scripts/chunk-groups.ts";
import { CONTENT_SECURITY_POLICY } from "./scripts/content-security-policy.ts";
import { leanNatsWsPlugin } from "./scripts/lean-nats-ws.ts";
import { preloadChunks } from "./scripts/preload-chunks.ts";
import { preloadFont } from "./scripts/preload-font.ts";

/** In the built page only: the dev server injects inline scripts and styles. */
const contentSecurityPolicy: Plugin = {
  name: "rollcall-content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

export default defineConfig({
  // Relative, so that the page works in any folder of any static host.
  base: "./",
  plugins: [react(), contentSecurityPolicy, preloadChunks, preloadFont],
  worker: {
    format: "es",
    plugins: () => [leanNatsWsPlugin()],
    rolldownOptions: {
      output: { entryFileNames: "assets/[name]-[hash].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
  build: {
    // The page sets no inline style or script; small assets as data: URLs would need a wider policy.
    assetsInlineLimit: 0,
    // One file for all pages: twelve kilobytes, for which no page waits twice.
    cssCodeSplit: false,
    // size-limit reads which files a page loads.
    manifest: true,
    rolldownOptions: { output: { entryFileNames: "assets/entry-[hash].js", codeSplitting: CHUNK_GROUPS } },
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
});
