/** For development only: the build starts at index.html and never sees this. `npm run dev`, then /gallery.html. */
import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "#ui/base.css";
import { createRoot } from "react-dom/client";
import { Gallery } from "./Gallery.tsx";
import { assert } from "#util/assert.ts";

const root = document.querySelector("#root");
assert(root, "gallery.html has a #root");
createRoot(root).render(<Gallery />);
