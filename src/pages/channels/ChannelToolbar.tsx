import styles from "./Channel.module.css";
import { ExportButton } from "./ExportButton.tsx";
import type { ChannelSearch } from "./search.ts";
import { TIME_NAMES } from "./search.ts";
import type { LiveHistory } from "./use-channel-history.ts";
import { Button } from "#ui/button/Button.tsx";
import { Choice } from "#ui/choice/Choice.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { formatCount } from "#util/format.ts";

interface ChannelToolbarProps {
  channel: string;
  search: ChannelSearch;
  shape: "messages" | "groups";
  live: LiveHistory;
  /** `typing`: one of many small steps, which shall not each be a step of the browser's history. */
  onChange: (change: Partial<ChannelSearch>, typing?: "typing") => void;
}

const SHAPES = [
  { value: "groups", text: "Grouped" },
  { value: "messages", text: "Messages" },
] as const;

const TIME_OPTIONS = TIME_NAMES.map((value) => ({
  value,
  text: value === "all" ? "all held" : value.replace(/(\d+)/u, "$1\u00A0").replace(/m$/u, "min"),
}));

/** Not the name of any agent: those hold no line break. */
const NOBODY = "\n";

/** What narrows and shapes the list; all of it lives in the URL. */
export function ChannelToolbar({ channel, search, shape, live, onChange }: ChannelToolbarProps) {
  return (
    <search className={styles.toolbar}>
      <input
        className={styles.search}
        type="search"
        aria-label="Search messages"
        placeholder="Search text, agent, subject"
        spellCheck={false}
        autoComplete="off"
        value={search.q}
        onChange={(event) => onChange({ q: event.target.value }, "typing")}
      />
      <Choice
        label="Agent"
        options={agentOptions(live.history?.agents ?? [], search.agent)}
        value={search.unnamed ? NOBODY : search.agent}
        neutral=""
        onChange={(chosen) =>
          onChange(chosen === NOBODY ? { agent: "", unnamed: true } : { agent: chosen, unnamed: false })
        }
      />
      {search.group !== "" && (
        <span className={styles.group}>
          <span className={styles.pattern} title={search.group}>
            like “{search.group}”
          </span>
          <Button look="quiet" onClick={() => onChange({ group: "", shape: "auto" })}>
            Show all
          </Button>
        </span>
      )}
      <div className={styles.shape}>
        <Segmented
          label="Shape"
          quiet
          options={SHAPES}
          value={shape}
          onChange={(chosen) => onChange({ shape: chosen, group: "" })}
        />
        <Segmented
          label="Time"
          quiet
          options={TIME_OPTIONS}
          value={search.time}
          onChange={(time) => onChange({ time })}
        />
        <ExportButton channel={channel} search={search} upTo={live.upTo} />
      </div>
    </search>
  );
}

/** The chosen one is there also when it sent nothing that matches. */
function agentOptions(agents: readonly { agent: string | null; count: number }[], chosen: string) {
  const options = agents.map(({ agent, count }) => ({
    value: agent ?? NOBODY,
    text: `${agent ?? "nobody named"} (${formatCount(count)})`,
  }));
  const missing = chosen !== "" && agents.every(({ agent }) => agent !== chosen);
  return [{ value: "", text: "all" }, ...(missing ? [{ value: chosen, text: `${chosen} (0)` }] : []), ...options];
}
