import type { ReactNode } from "react";
import type { NavMarkProps } from "./NavMark.tsx";
import { NavMark } from "./NavMark.tsx";
import styles from "./ShellFrame.module.css";

export interface NavItem {
  text: string;
  href: string;
  current: boolean;
  /** What calls for somebody there; left out where nothing does. */
  mark?: NavMarkProps | undefined;
}

interface ShellFrameProps {
  nav: readonly NavItem[];
  /** The connection, always in sight. */
  status: ReactNode;
  /** Live/paused, light/dark. */
  tools: ReactNode;
  /** What is to be said of the view itself; null when nothing is. */
  band: ReactNode;
  /** The view is lost: everything below the band is what was, and looks it. */
  lost: boolean;
  /** The page, with its `main` (see PageFrame). */
  children: ReactNode;
}

/** The frame around every page: navigation and the state of the view on the left, or on top where it is narrow. */
export function ShellFrame({ nav, status, tools, band, lost, children }: ShellFrameProps) {
  return (
    <div className={styles.shell}>
      <button className={styles.skip} type="button" onClick={focusContent}>
        Skip to content
      </button>
      <header className={styles.side}>
        <nav className={styles.nav} aria-label="Pages">
          <span className={styles.name} aria-hidden="true">
            Rollcall
          </span>
          <ul className={styles.list}>
            {nav.map((item) => (
              <li key={item.href}>
                <a className={styles.link} href={item.href} aria-current={item.current ? "page" : undefined}>
                  {item.text}
                  {item.mark && <NavMark {...item.mark} />}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.foot}>
          {status}
          <div className={styles.tools}>{tools}</div>
        </div>
      </header>
      <div className={styles.body}>
        <section aria-label="State of the view">{band}</section>
        <div className={lost ? styles.lost : styles.content}>{children}</div>
      </div>
    </div>
  );
}

function focusContent() {
  document.querySelector<HTMLElement>("#content")?.focus();
}
