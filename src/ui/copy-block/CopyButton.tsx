import { useState } from "react";
import { Button } from "#ui/button/Button.tsx";
import { copyText } from "./copy-text.ts";

/** @param label what is copied, for screen readers and the title: "message as a JSON line" */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState("Copy");
  return (
    <Button
      look="quiet"
      onClick={() => void copyText(text).then((done) => setSaid(done ? "Copied" : "Not allowed"))}
      title={`Copy ${label}`}
    >
      {said}
    </Button>
  );
}
