import type { ReactNode } from "react";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Band } from "#ui/band/Band.tsx";
import { BeatStrip } from "#ui/beat-strip/BeatStrip.tsx";
import { TimeAxis } from "#ui/beat-strip/TimeAxis.tsx";
import { Button } from "#ui/button/Button.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";
import { EmptyFleet } from "#ui/empty-fleet/EmptyFleet.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { JsonTree } from "#ui/json-tree/JsonTree.tsx";
import { MiddleCut } from "#ui/middle-cut/MiddleCut.tsx";
import { RateBars } from "#ui/rate-bars/RateBars.tsx";
import { Sentence } from "#ui/sentence/Sentence.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { parseExactJson } from "#util/exact-json.ts";
import { formatFigure } from "#util/format.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface Specimen {
  name: string;
  shows: ReactNode;
}

const ALARMS = ["critical", "warning", "notice", "unknown"] as const;

/** A moment of its own: nothing here ages. */
const NOW = Date.UTC(2026, 1, 1, 12);
const WINDOW = { from: NOW - 15 * MINUTE_MS, to: NOW };
const TICKS = [5, 10].map((minutes) => WINDOW.from + minutes * MINUTE_MS);
const BOUNDS = { lateAfterIntervals: 1.5, silentAfterIntervals: 3 };

function strip(beats: number, lastAgoS: number): ReactNode {
  const last = NOW - lastAgoS * SECOND_MS;
  const beatsAt = Array.from({ length: beats }, (_, index) => last - (beats - 1 - index) * 30 * SECOND_MS);
  const history = {
    heldSince: WINDOW.from,
    beatsAt,
    signOffsAt: [],
    lastBeatAt: last,
    intervalMs: 30 * SECOND_MS,
    signedOff: false,
  };
  return (
    <div style={{ height: 20 }}>
      <BeatStrip history={history} window={WINDOW} bounds={BOUNDS} gridAt={TICKS} />
    </div>
  );
}

const BODY = parseExactJson('{"task_id":"42","retries":9007199254740993}');

const MINUTES = Array.from({ length: 60 }, (_, index) => ({
  at: NOW - (59 - index) * MINUTE_MS,
  value: index > 20 && index < 26 ? null : Math.round(20 + 15 * Math.sin(index / 7)),
}));

export const SPECIMENS: readonly Specimen[] = [
  {
    name: "Sentence",
    shows: (
      <Sentence
        parts={[
          { text: "1 of 24 agents silent", href: "#/agents", alarm: "critical" },
          " since 12:03, holding task 42. ",
          { text: "2 late", href: "#/agents", alarm: "warning" },
          ". ",
          { text: "jen waits for a person", href: "#/agents", alarm: "notice" },
          ".",
        ]}
      />
    ),
  },
  {
    name: "Alarm looks",
    shows: ALARMS.map((alarm) => (
      <p key={alarm} style={{ color: `var(--${alarm}-text)` }}>
        <AlarmMark alarm={alarm} /> {alarm}
      </p>
    )),
  },
  {
    name: "Bands",
    shows: ALARMS.map((alarm) => (
      <Band
        key={alarm}
        alarm={alarm}
        headline="No connection to ws://127.0.0.1:9222 since 12:03."
        moving="next try in 4 s"
        actions={<Button>Retry now</Button>}
      />
    )),
  },
  {
    name: "Counts",
    shows: (
      <CountLinks
        name="Agents by state"
        counts={[
          { text: "on time", count: 21, href: "#/" },
          { text: "late", count: 2, href: "#/", alarm: "warning" },
          { text: "silent", count: 1, href: "#/", alarm: "critical" },
          { text: "needs approval", count: 1, href: "#/", alarm: "notice" },
          { text: "gone", count: 0, href: "#/" },
          { text: "flapping", count: null, href: "#/" },
        ]}
      />
    ),
  },
  {
    name: "Beat strips",
    shows: (
      <>
        <TimeAxis window={WINDOW} ticksAt={TICKS} />
        {strip(30, 8)}
        {strip(28, 55)}
        {strip(18, 360)}
      </>
    ),
  },
  {
    name: "Buttons",
    shows: (
      <>
        <Button look="primary">Connect</Button> <Button>Retry now</Button> <Button look="quiet">Copy</Button>{" "}
        <Button pressed>Paused</Button>
      </>
    ),
  },
  {
    name: "Fill",
    shows: (
      <>
        <FillBar ratio={0.41} />
        <FillBar ratio={0.85} alarm="warning" />
        <FillBar ratio={1} alarm="critical" />
        <FillBar ratio={null} />
      </>
    ),
  },
  {
    name: "Lines over time, with a gap that is not zero",
    shows: (
      <TimeSeries
        name="Messages a minute"
        series={[{ key: "tasks", label: "tasks", points: MINUTES }]}
        window={{ from: NOW - HOUR_MS, to: NOW }}
        openFrom={NOW}
        format={formatFigure}
      />
    ),
  },
  { name: "Rates in a row", shows: <RateBars label="Messages a minute" values={[0, 2, 8, null, null, 5, 3, 1]} /> },
  {
    name: "A name in little room",
    shows: (
      <p style={{ width: 160 }}>
        <a href="#/agents">
          <MiddleCut text="scraper-eu-west-1-node-0042" />
        </a>
      </p>
    ),
  },
  {
    name: "JSON as it was written",
    shows: BODY.ok && <JsonTree label="Body" json={BODY.value} />,
  },
  { name: "Lines to paste", shows: <CopyBlock label="nats-server.conf" text={"websocket {\n  port: 9222\n}"} /> },
  {
    name: "Why something is missing",
    shows: (
      <Trouble alarm="unknown" sentence="This login may not ask for the streams." remedy="allow: $JS.API.STREAM.LIST" />
    ),
  },
  {
    name: "Nobody yet",
    shows: (
      <EmptyFleet
        why="Connected to demo. Nothing in the streams tells of an agent."
        subjects={["mjwork.>"]}
        server="ws://127.0.0.1:9222"
        beatSubject="mjwork.heartbeat.my-agent"
      />
    ),
  },
];
