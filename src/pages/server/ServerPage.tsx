import { ConnectionsPanel } from "./ConnectionsPanel.tsx";
import { DetailPanels } from "./ServerDetailPanels.tsx";
import { serverSentence } from "./server-sentence.ts";
import styles from "./ServerPage.module.css";
import type { ServerSearch } from "./search.ts";
import { Old } from "./Missing.tsx";
import { serversPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { serverRemedy } from "#model/server/server-grants.ts";
import { serverName, shortId } from "#model/server/server-words.ts";
import { useObserverNow, useView } from "#store/feed.tsx";
import { usePolled } from "#store/use-polled.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { MINUTE_MS } from "#util/units.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";

const route = getRouteApi("/server/$id");

/** One server of several, looked at closely. */
export function ServerPage() {
  const { id } = route.useParams();
  // Another server is another page: nothing of the last one stays.
  return <OneServer key={id} id={id} />;
}

function OneServer({ id }: { id: string }) {
  const polled = usePolled({ kind: "server", key: id });
  const live = useView((view) => view.connection.state === "live");
  const now = useObserverNow(MINUTE_MS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<ServerSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const name = polled.state === "known" ? serverName(polled.value.row.facts) : shortId(id);
  return (
    <PageFrame name={name} sentence={serverSentence(name, polled, live, now)}>
      <p className={styles.back}>
        <a href={serversPath()}>Server</a>
      </p>
      {polled.state === "failed" && polled.failure.why !== "gone" && (
        <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={serverRemedy([polled.failure])} />
      )}
      {polled.state === "known" && (
        <>
          <Old polled={polled} />
          <DetailPanels detail={polled.value} />
          {polled.value.row.silentSince === null && (
            <ConnectionsPanel server={id} several={false} search={search} onChange={change} />
          )}
        </>
      )}
    </PageFrame>
  );
}
