import { ConnectionPanel } from "./ConnectionPanel.tsx";
import { ConnectionsTable } from "./ConnectionsTable.tsx";
import { Old } from "./Missing.tsx";
import type { ServerSearch } from "./search.ts";
import styles from "./ServerPage.module.css";
import { failureSentence } from "#model/asked/ask-failure.ts";
import type { ConnectionList } from "#model/server/connection-list.ts";
import { serverRemedy } from "#model/server/server-grants.ts";
import { usePolled } from "#store/use-polled.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatCount } from "#util/format.ts";

const SHOW_OPTIONS = [
  { value: "open", text: "Open" },
  { value: "trouble", text: "Slow ones" },
  { value: "closed", text: "Closed" },
] as const;

/** As many as a tall screen shows; further ones are read as they come into view. */
const FIRST_ROWS = 60;

interface ConnectionsPanelProps {
  /** A server's key; null: of all. */
  server: string | null;
  /** Whether a row has to say whose it is. */
  several: boolean;
  search: ServerSearch;
  onChange: (part: Partial<ServerSearch>, typing?: "typing") => void;
}

/** Who is connected: by name, user, language and version, with what waits for each and how far away it is. */
export function ConnectionsPanel({ server, several, search, onChange }: ConnectionsPanelProps) {
  const { q, show, sort, order, open } = search;
  const polled = usePolled(
    { kind: "connections", query: { server, show, q, sort, order }, rows: FIRST_ROWS },
    { keep: true },
  );
  return (
    <Panel heading="Connections" aside={polled.state === "known" ? asideOf(polled.value, show) : undefined}>
      <search className={styles.toolbar}>
        <input
          className={styles.search}
          type="search"
          aria-label="Search connections"
          placeholder="Search name, user, address"
          spellCheck={false}
          autoComplete="off"
          value={q}
          onChange={(event) => onChange({ q: event.target.value }, "typing")}
        />
        <Segmented
          label="Connections shown"
          quiet
          options={SHOW_OPTIONS}
          value={show}
          onChange={(chosen) => onChange({ show: chosen })}
        />
      </search>
      {open !== "" && <ConnectionPanel key={open} id={open} onClose={() => onChange({ open: "" })} />}
      {polled.state === "failed" && (
        <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={serverRemedy([polled.failure])} />
      )}
      {polled.state === "known" && (
        <>
          <Old polled={polled} />
          {polled.value.missing !== null && (
            <Trouble alarm="unknown" sentence={`Only a part is shown. ${failureSentence(polled.value.missing)}`} />
          )}
          <ConnectionsTable list={polled.value} several={several} search={search} onChange={onChange} />
        </>
      )}
    </Panel>
  );
}

/** What the line over the table does not say. */
function asideOf({ source, total, held, troubled }: ConnectionList, show: ServerSearch["show"]): string | undefined {
  const said = [
    ...(source === "account" ? ["of this login’s account"] : []),
    ...(show === "closed" ? ["closed, and still remembered by the servers"] : []),
    ...(show !== "closed" && troubled > 0 ? [`${formatCount(troubled)} slow or far away`] : []),
    ...(total > held ? [`the first ${formatCount(held)} of ${formatCount(total)}`] : []),
  ];
  return said.length === 0 ? undefined : said.join(", ");
}
