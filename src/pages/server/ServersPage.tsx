import { AccountPanel } from "./AccountPanel.tsx";
import { ConnectionsPanel } from "./ConnectionsPanel.tsx";
import { ServerDetailPanels } from "./ServerDetailPanels.tsx";
import { serversSentence, isTroubled, versionNote } from "./server-sentence.ts";
import styles from "./ServerPage.module.css";
import type { ServerSearch } from "./search.ts";
import { SERVER_SEARCH_DEFAULTS } from "./search.ts";
import { ServersTable } from "./ServersTable.tsx";
import { Lacks, Missing, Old } from "./Missing.tsx";
import { serverPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { serverRemedy } from "#model/server/server-grants.ts";
import type { ServerList } from "#model/server/server-list.ts";
import { serverName } from "#model/server/server-words.ts";
import { useObserverNow, useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { MINUTE_MS } from "#util/units.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";

const route = getRouteApi("/server");

/** Findings are told in full for this many servers; the rows have a mark each. */
const MOST_TOLD = 6;

/** Whether the servers are well: each of a cluster, or the one there is in full, and who is connected. */
export function ServersPage() {
  const polled = usePolled({ kind: "servers" });
  const live = useView((view) => view.connection.state === "live");
  const now = useObserverNow(MINUTE_MS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<ServerSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (id: string) => void navigate({ to: "/server/$id", params: { id }, search: SERVER_SEARCH_DEFAULTS }),
    [navigate],
  );
  return (
    <PageFrame name="Server" sentence={serversSentence(polled, live, now)}>
      <Content polled={polled} search={search} onChange={change} onOpen={open} />
    </PageFrame>
  );
}

interface ContentProps {
  search: ServerSearch;
  onChange: (part: Partial<ServerSearch>, typing?: "typing") => void;
  onOpen: (key: string) => void;
}

function Content({ polled, ...rest }: ContentProps & { polled: Polled<ServerList> }) {
  switch (polled.state) {
    case "loading":
      return null;
    case "failed":
      return (
        <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={serverRemedy([polled.failure])} />
      );
    case "known":
      return (
        <>
          <Old polled={polled} />
          <Known list={polled.value} {...rest} />
        </>
      );
  }
}

function Known({ list, search, onChange, onOpen }: ContentProps & { list: ServerList }) {
  const [only] = list.servers;
  if (list.source === "account") {
    return (
      <>
        {list.accounts.length > 0 && <AccountPanel accounts={list.accounts} />}
        <Missing failures={list.missing} />
        {list.accounts.length > 0 && (
          <ConnectionsPanel server={null} several={list.accounts.length > 1} search={search} onChange={onChange} />
        )}
      </>
    );
  }
  if (list.servers.length === 1 && only !== undefined) {
    return (
      <>
        <Lacks list={list} />
        <ServerDetailPanels id={only.key} />
        <ConnectionsPanel server={null} several={false} search={search} onChange={onChange} />
      </>
    );
  }
  return (
    <>
      <Lacks list={list} />
      <ServersTable rows={list.servers} search={search} onChange={onChange} onOpen={onOpen} />
      <ToDo list={list} />
      <VersionNote list={list} />
      <ConnectionsPanel server={null} several search={search} onChange={onChange} />
    </>
  );
}

function ToDo({ list: { servers, clusterFindings } }: { list: ServerList }) {
  const troubled = servers.filter(isTroubled);
  const told = [
    ...clusterFindings.map(({ cluster, finding }) => ({
      key: `${cluster} ${finding.code}`,
      about: cluster,
      ...finding,
    })),
    ...troubled.slice(0, MOST_TOLD).flatMap(({ key, facts, findings }) =>
      findings.map((finding, index) => ({
        key: `${key} ${finding.code} ${index}`,
        about: <a href={serverPath(key)}>{serverName(facts)}</a>,
        ...finding,
      })),
    ),
  ];
  if (told.length === 0) return null;
  return (
    <Panel
      heading="What to do"
      aside={troubled.length > MOST_TOLD ? `the first ${MOST_TOLD} of ${troubled.length} servers` : undefined}
    >
      <FindingList name="Findings" findings={told} />
    </Panel>
  );
}

function VersionNote({ list }: { list: ServerList }) {
  const note = versionNote(list.servers);
  return note === null ? null : <p className={styles.note}>{note}</p>;
}
