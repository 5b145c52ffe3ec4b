/**
 * Markdown of strangers as elements. Three walls, one behind the other: raw HTML is text (nothing here reads it), what is left is cleaned
 * by a list of what may stay, and links and images go through components of ours, which make no image at all and link to whole addresses of
 * the web and of mail only.
 */
import styles from "./Markdown.module.css";
import { limitDepth } from "./limit-depth.ts";
import { outsideAddress } from "./outside-address.ts";
import type { ReactNode } from "react";
import { memo } from "react";
import ReactMarkdown from "react-markdown";
import type { Components, Options } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";

const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  protocols: { href: ["http", "https", "mailto"] },
};

const OPTIONS: Pick<Options, "remarkPlugins" | "rehypePlugins" | "components"> = {
  remarkPlugins: [remarkGfm],
  rehypePlugins: [[rehypeSanitize, SCHEMA], limitDepth],
  components: {
    a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
    img: ({ alt, src }) => <NoImage alt={alt} src={typeof src === "string" ? src : undefined} />,
    table: ({ children }) => (
      <div className={styles.wide}>
        <table>{children}</table>
      </div>
    ),
    // The page's own name is the one heading of the first level.
    h1: "h2",
    h2: "h3",
    h3: "h4",
    h4: "h5",
    h5: "h6",
    input: ({ checked }) => (
      <input type="checkbox" disabled checked={checked === true} aria-label={checked === true ? "done" : "open"} />
    ),
  } satisfies Components,
};

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <div className={styles.markdown}>{rendered(text)}</div>;
});

/** What no parser gets through (nested thousands deep) is shown as it is written. */
function rendered(text: string): ReactNode {
  try {
    return ReactMarkdown({ ...OPTIONS, children: text });
  } catch {
    return <pre>{text}</pre>;
  }
}

function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const address = outsideAddress(href);
  if (address === null) return <span className={styles.noLink}>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer" title={address}>
      {children}
    </a>
  );
}

/** An image of elsewhere would tell its host who reads the report, and when. */
function NoImage({ alt, src }: { alt: string | undefined; src: string | undefined }) {
  const address = outsideAddress(src);
  return (
    <span className={styles.noLink}>
      [image{alt === undefined || alt === "" ? "" : `: ${alt}`}
      {address === null ? "" : `, ${address}`}]
    </span>
  );
}
