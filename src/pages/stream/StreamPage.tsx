import { AdvisoryPanels } from "./AdvisoryPanels.tsx";
import { ClusterPanel } from "./ClusterPanel.tsx";
import { ConfigPanel } from "./ConfigPanel.tsx";
import { ConsumersPanel } from "./ConsumersPanel.tsx";
import { MessagePanel } from "./MessagePanel.tsx";
import { FillPanel } from "./FillPanel.tsx";
import { StatePanel } from "./StatePanel.tsx";
import styles from "./StreamPage.module.css";
import { streamSentence } from "./stream-sentence.ts";
import { SubjectsPanel } from "./SubjectsPanel.tsx";
import { UpstreamPanel } from "./UpstreamPanel.tsx";
import { streamsPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { StreamDetail } from "#model/streams/stream-detail.ts";
import { useFrozenNow, useObserverNow, useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatDuration } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";

const route = getRouteApi("/streams/$name");

/** One stream looked at closely: how full, set up as wanted or not, who reads it, what is in it, where it lives. */
export function StreamPage() {
  const { name } = route.useParams();
  // Another stream is another page: nothing of the last one stays.
  return <OneStream key={name} name={name} />;
}

function OneStream({ name }: { name: string }) {
  const polled = usePolled({ kind: "stream", name });
  const live = useView((view) => view.connection.state === "live");
  return (
    <PageFrame name={name} sentence={streamSentence(name, polled, live)}>
      <p className={styles.back}>
        <a href={streamsPath()}>Streams</a>
      </p>
      <Content name={name} polled={polled} />
    </PageFrame>
  );
}

function Content({ name, polled }: { name: string; polled: Polled<StreamDetail> }) {
  const { message } = route.useSearch();
  const observed = useObserverNow();
  const seen = useFrozenNow();
  if (polled.state === "loading") return null;
  if (polled.state === "failed") {
    if (polled.failure.why === "gone") return null;
    return (
      <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
    );
  }
  const { value: detail, old, answeredAt } = polled;
  const { facts, findings, rates } = detail.row;
  return (
    <>
      {old !== null && (
        <Trouble
          alarm="unknown"
          sentence={`This is ${formatDuration(observed - answeredAt)} old. ${failureSentence(old)}`}
          remedy={failureRemedy(old)}
        />
      )}
      {message !== undefined && <MessagePanel key={message} stream={name} seq={message} />}
      <FillPanel row={detail.row} seen={seen} />
      {findings.length > 0 && (
        <Panel heading="Findings">
          <FindingList name="Findings" findings={findings.map((finding) => ({ key: finding.code, ...finding }))} />
        </Panel>
      )}
      <StatePanel points={detail.points} rates={rates} />
      <ConsumersPanel stream={name} count={facts.state.consumers} gone={old?.why === "gone"} />
      <div className={styles.columns}>
        <ConfigPanel facts={facts} drift={detail.drift} mend={detail.mend} />
        <SubjectsPanel stream={name} />
        <ClusterPanel cluster={facts.cluster} replicas={detail.replicas} wanted={facts.replicas} />
        <UpstreamPanel facts={facts} />
      </div>
      <AdvisoryPanels stream={name} />
    </>
  );
}
