import type { Plugin } from "vite";

/** What the first words of every page need. Subjects and ids come later, other alphabets when a word of theirs is shown. */
const FIRST_FONT = /\/source-sans-3-latin-wght-normal-[\w-]+\.woff2$/u;

/** The browser would learn of the font only when it lays out the first words, and paint these twice. */
export const preloadFont: Plugin = {
  name: "rollcall-preload-font",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const file = Object.keys(bundle ?? {}).find((name) => FIRST_FONT.test(`/${name}`));
      if (file === undefined) throw new Error("the build has no font for words");
      // Fonts are fetched without credentials; a preload that is not would be fetched twice.
      const attrs = { rel: "preload", as: "font", type: "font/woff2", href: `./${file}`, crossorigin: "" };
      return [{ tag: "link", attrs, injectTo: "head" as const }];
    },
  },
};
