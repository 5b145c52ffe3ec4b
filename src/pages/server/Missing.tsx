import styles from "./ServerPage.module.css";
import { connectionPath } from "../../paths.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { serverRemedy } from "#model/server/server-grants.ts";
import type { ServerList } from "#model/server/server-list.ts";
import { lackWords } from "#model/server/server-words.ts";
import { useObserverNow } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatDuration } from "#util/format.ts";

const BY_MONITOR = `{ "monitorUrls": ["http://host:8222"] }`;

/** What the page cannot see, and the two ways that would let it. */
export function Missing({ failures }: { failures: readonly AskFailure[] }) {
  const tried = failures.filter(({ subject }) => !subject.startsWith("$SYS."));
  const remedy = serverRemedy(failures);
  return (
    <Panel heading="Not shown">
      <div className={styles.missing}>
        <p>
          CPU, memory, limits, slow consumers, traffic, storage, health, routes, gateways, leaf nodes, and connections
          of other accounts.
          {remedy === null ? "" : " These lines let the login ask for them; the server reads them on a restart:"}
        </p>
        {remedy !== null && <CopyBlock label="nats-server.conf" text={remedy} />}
        {tried.map((failure) => (
          <Trouble key={failure.subject} alarm="unknown" sentence={failureSentence(failure)} />
        ))}
        {tried.length === 0 && (
          <>
            <p>
              Or name the HTTP monitor of each server, on the <a href={connectionPath()}>Connection</a> page or in{" "}
              <code>rollcall.json</code>. It has to be switched on (<code>http: &quot;127.0.0.1:8222&quot;</code>),
              answers any page whatever its origin, and does so from nats-server 2.9.22 on.
            </p>
            <CopyBlock label="rollcall.json" text={BY_MONITOR} />
          </>
        )}
      </div>
    </Panel>
  );
}

/** Single figures that are missing, though the others are there. */
export function Lacks({
  list: { lacks, source, missing },
}: {
  list: Pick<ServerList, "lacks" | "source" | "missing">;
}) {
  const [first] = lacks;
  return (
    <>
      {source === "monitor" && (
        <p className={styles.note}>
          By the servers’ HTTP monitors: {missing[0] === undefined ? "" : failureSentence(missing[0])}
        </p>
      )}
      {first !== undefined && (
        <Trouble
          alarm="unknown"
          sentence={`Not shown: ${lackWords(lacks)}. ${failureSentence(first)}`}
          remedy={serverRemedy(lacks)}
        />
      )}
    </>
  );
}

/** Said where the figures are not new any more. */
export function Old<T>({ polled }: { polled: Extract<Polled<T>, { state: "known" }> }) {
  const now = useObserverNow();
  if (polled.old === null) return null;
  return (
    <Trouble
      alarm="unknown"
      sentence={`This is ${formatDuration(now - polled.answeredAt)} old. ${failureSentence(polled.old)}`}
      remedy={serverRemedy([polled.old])}
    />
  );
}
