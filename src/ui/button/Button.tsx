import type { ReactNode } from "react";
import styles from "./Button.module.css";

interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  /** `submit` inside a form. */
  type?: "button" | "submit";
  /** `primary`: the one action that a page is for. `quiet`: looks like text until it is needed. */
  look?: "plain" | "primary" | "quiet";
  /** Set for a switch: whether it is on. */
  pressed?: boolean;
  title?: string;
}

export function Button({ children, onClick, type = "button", look = "plain", pressed, title }: ButtonProps) {
  return (
    // `type` is one of two words, both said here.
    // oxlint-disable-next-line react/button-has-type
    <button className={styles[look]} type={type} onClick={onClick} aria-pressed={pressed} title={title}>
      {children}
    </button>
  );
}
