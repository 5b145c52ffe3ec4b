import { AgentFactsList } from "./AgentFactsList.tsx";
import styles from "./AgentPage.module.css";
import { agentSentence, unknownAgentSentence } from "./agent-sentence.ts";
import { AgentTasks } from "./AgentTasks.tsx";
import { BeatLines } from "./BeatLines.tsx";
import { FindingList } from "./FindingList.tsx";
import { GapTable } from "./GapTable.tsx";
import { MessageTable } from "./MessageTable.tsx";
import { Registration } from "./Registration.tsx";
import { workOf } from "#model/agent-work.ts";
import type { AgentFacts } from "#model/agent.ts";
import { beatHistoryOf } from "#model/beat-history.ts";
import { judge } from "#model/liveness.ts";
import type { FleetView } from "#model/view.ts";
import { type AskAnswers, useAgent, useAsk, useBounds, useFrozenNow, useServerNow, useView } from "#store/feed.tsx";
import { useIsBeside } from "#ui/page-frame/beside.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { SECOND_MS } from "#util/units.ts";
import { Link, getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";

const route = getRouteApi("/agents/$id");

const MOST_MESSAGES = 200;

/** One agent's story. */
export function AgentPage() {
  const { id } = route.useParams();
  // Another agent is another page: nothing of the last one may stay.
  return <AgentStory key={id} id={id} />;
}

type Story = AskAnswers["agent-story"];

function AgentStory({ id }: { id: string }) {
  const held = useAgent(id);
  const talk = useAtMostEvery(useView(messagesBesideBeats), SECOND_MS);
  const { data: story } = useAsk(
    { kind: "agent-story", agent: id, limit: MOST_MESSAGES },
    { changed: `${talk} ${held === null}` },
  );
  const agent = held ?? story?.facts ?? null;
  return agent === null ? <UnknownAgent id={id} story={story} /> : <KnownAgent agent={agent} story={story} />;
}

/** Changes when an agent may have said something: beats are told apart, they come all the time and are no messages. */
function messagesBesideBeats(view: FleetView): number {
  let sum = 0;
  for (const { name, count } of view.channels.values()) if (name !== "heartbeat") sum += count;
  return sum;
}

function UnknownAgent({ id, story }: { id: string; story: Story | undefined }) {
  const connection = useView((view) => view.connection.state);
  const complete = useView((view) => view.history.complete);
  const registered = story !== undefined && story.registration !== null;
  return (
    <PageFrame name={id} sentence={unknownAgentSentence(connection, complete, registered)}>
      <BackLink />
      <AgentTasks agent={id} hideNone />
      {story !== undefined && story.registration !== null && <Registration event={story.registration} facts={null} />}
      {story !== undefined && story.events.length > 0 && <MessageTable events={story.events} most={MOST_MESSAGES} />}
    </PageFrame>
  );
}

function KnownAgent({ agent, story }: { agent: AgentFacts; story: Story | undefined }) {
  const now = useServerNow();
  const seen = useFrozenNow();
  const bounds = useBounds();
  const connection = useView((view) => view.connection.state);
  const complete = useView((view) => view.history.completeSince);
  const judgement = judge(agent, now, bounds);
  const since = agent.firstBeatAt;
  const beats = useAsk(
    { kind: "beats", agent: agent.id, since: 0 },
    { changed: `${agent.lastBeatAt} ${since} ${complete}` },
  );
  const history = useMemo(() => beatHistoryOf(agent, beats.data), [agent, beats.data]);
  const work = workOf(agent);
  const at = seen ?? agent.lastBeatAt;
  return (
    <PageFrame name={agent.id} sentence={agentSentence(agent, judgement, connection, at)}>
      <BackLink />
      {work.kind === "approval" && (
        <section className={styles.approval} aria-label="Waits for a person">
          <p className={styles.question}>{work.message ?? "It waits for a person and does not say for what."}</p>
        </section>
      )}
      <BeatLines history={history} bounds={bounds} now={at} />
      <div className={styles.columns}>
        <AgentFactsList agent={agent} judgement={judgement} bounds={bounds} seen={at} />
        <GapTable history={history} bounds={bounds} now={seen} seen={at} judged={now !== null} />
      </div>
      <AgentTasks agent={agent.id} />
      {agent.findings.length > 0 && <FindingList findings={agent.findings} seen={at} />}
      {story !== undefined && story.registration !== null && <Registration event={story.registration} facts={agent} />}
      {story !== undefined && <MessageTable events={story.events} most={MOST_MESSAGES} />}
    </PageFrame>
  );
}

/** Back to the list as it was: what it was narrowed to is in this page's address as well. */
function BackLink() {
  const beside = useIsBeside();
  return (
    <p className={styles.back}>
      <Link from="/agents/$id" to="/agents" search={(before) => before} resetScroll={false}>
        {beside ? "Close (Escape)" : "All agents"}
      </Link>
    </p>
  );
}
