import { useState } from "react";
import { connectionAdvice } from "./advice.ts";
import { CauseList } from "./CauseList.tsx";
import { lostWords, nextTry, pausedWords, workerWords } from "./connection-words.ts";
import { noteWasRead, readNote } from "./write-note.ts";
import { readOnlySetupPath } from "../../paths.ts";
import { useFeedControls, useObserverNow, useSettings, useView, useWorkerTrouble } from "#store/feed.tsx";
import type { WorkerTrouble } from "#store/worker-trouble.ts";
import { Band } from "#ui/band/Band.tsx";
import { Button } from "#ui/button/Button.tsx";
import { formatCount, formatDuration } from "#util/format.ts";
import type { ObserverMs } from "#util/units.ts";

/** Everything that is to be said of the view itself, above the page. Nothing is the usual case. */
export function Bands() {
  return (
    <>
      <ViewBand />
      <PausedBand />
      <BehindBand />
      <WriteNote />
    </>
  );
}

/** Why nothing is seen: our own worker first, since without it nobody knows how the connection is. */
function ViewBand() {
  const trouble = useWorkerTrouble();
  return trouble === null ? <ConnectionBand /> : <WorkerBand trouble={trouble} />;
}

function WorkerBand({ trouble }: { trouble: WorkerTrouble }) {
  const now = useObserverNow();
  const { retryNow } = useFeedControls();
  const words = workerWords(trouble, now);
  return (
    <Band
      alarm="critical"
      headline={words.headline}
      moving={words.moving}
      actions={
        <>
          {trouble.nextTryAt !== null && <Button onClick={retryNow}>Start it now</Button>}
          <Button onClick={() => window.location.reload()}>Load the page anew</Button>
        </>
      }
    />
  );
}

function ConnectionBand() {
  const now = useObserverNow();
  const connection = useView((view) => view.connection);
  const { retryNow } = useFeedControls();
  const retry = <Button onClick={retryNow}>Retry now</Button>;

  const advice = connectionAdvice(connection, window.location);
  if (advice !== null && connection.state === "refused") {
    return (
      <Band alarm="critical" headline={advice.headline} moving={nextTry(connection.nextTryAt, now)} actions={retry}>
        <CauseList causes={advice.causes} />
      </Band>
    );
  }
  const lost = lostWords(connection, now);
  if (lost === null) return null;
  return <Band alarm="critical" headline={lost.headline} moving={lost.moving} actions={retry} />;
}

function PausedBand() {
  const { paused } = useSettings();
  return paused ? <PausedFor /> : null;
}

/** Mounted when the pause begins: that is the moment it counts from. */
function PausedFor() {
  const now = useObserverNow();
  const [since] = useState<ObserverMs>(now);
  const behind = useView((view) => view.pausedBehind);
  const { setPaused } = useFeedControls();
  return (
    <Band
      alarm="notice"
      headline="The page stands still."
      moving={pausedWords(now - since, behind)}
      actions={<Button onClick={() => setPaused(false)}>Go on (Space)</Button>}
    />
  );
}

function BehindBand() {
  const sight = useView((view) => view.sight);
  const messages = useView((view) => view.sources.reduce((sum, source) => sum + (source.behind?.messages ?? 0), 0));
  if (sight.state !== "behind") return null;
  return (
    <Band
      alarm="warning"
      headline="The page cannot keep up with the stream: the fleet is shown as it was."
      moving={`${formatDuration(sight.ms)} and ${formatCount(messages)} messages behind`}
    />
  );
}

function WriteNote() {
  const mayWrite = useView((view) => view.mayWrite);
  const [read, setRead] = useState(noteWasRead);
  if (mayWrite !== true || read) return null;
  return (
    <Band
      alarm="notice"
      headline="This login may publish: anyone with this address could write into the fleet."
      actions={
        <>
          <a href={readOnlySetupPath()}>The read-only set-up</a>
          <Button
            onClick={() => {
              readNote();
              setRead(true);
            }}
          >
            Understood
          </Button>
        </>
      }
    />
  );
}
