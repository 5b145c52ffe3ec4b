import styles from "./AgentsToolbar.module.css";
import { AGENT_FIELDS } from "./filter-fields.ts";
import type { AgentList } from "./rows.ts";
import type { AgentsSearch } from "./search.ts";
import { WINDOW_NAMES } from "./search.ts";
import { StateFilter } from "./StateFilter.tsx";
import { completeFilter } from "#model/filter/complete-filter.ts";
import { parseFilter } from "#model/filter/parse-filter.ts";
import { FilterBox } from "#ui/filter-box/FilterBox.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";

interface AgentsToolbarProps {
  list: AgentList;
  search: AgentsSearch;
  /** False while nobody is judged. */
  judged: boolean;
  /** Whether the fleet is large enough for a map. */
  mapOffered: boolean;
  /** `typing`: one of many small steps, which shall not each be a step of the browser's history. */
  onChange: (change: Partial<AgentsSearch>, typing?: "typing") => void;
}

const WINDOW_OPTIONS = WINDOW_NAMES.map((value) => ({
  value,
  text: value.replace(/(\d+)/, "$1\u00A0").replace(/m$/, "min"),
}));
const VIEW_OPTIONS = [
  { value: "table", text: "Rows" },
  { value: "map", text: "Map" },
] as const;

function complete(text: string, caret: number) {
  return completeFilter(text, caret, AGENT_FIELDS);
}

/** What narrows and shapes the list; all of it lives in the URL. */
export function AgentsToolbar({ list, search, judged, mapOffered, onChange }: AgentsToolbarProps) {
  return (
    <search className={styles.toolbar}>
      <FilterBox
        name="Search agents"
        placeholder="Search, or state:late age>1m"
        value={search.q}
        onChange={(q) => onChange({ q }, "typing")}
        complete={complete}
        errors={parseFilter(search.q, AGENT_FIELDS).errors.map(({ sentence }) => sentence)}
      />
      <StateFilter list={list} chosen={search.state} judged={judged} />
      <div className={styles.shape}>
        {search.view === "table" && (
          <Segmented
            label="Time shown"
            quiet
            options={WINDOW_OPTIONS}
            value={search.window}
            onChange={(window) => onChange({ window })}
          />
        )}
        {mapOffered && (
          <Segmented
            label="View"
            quiet
            options={VIEW_OPTIONS}
            value={search.view}
            onChange={(view) => onChange({ view })}
          />
        )}
      </div>
    </search>
  );
}
