import styles from "./ConsumerDetail.module.css";
import { streamPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { ConsumerFacts, ConsumerPosition } from "#model/streams/consumer-facts.ts";
import type { ConsumerDetail as Detail, ConsumerRow } from "#model/streams/consumer-list.ts";
import { VERDICT_WORDS } from "#model/streams/consumer-verdict.ts";
import { useFrozenNow, useObserverNow } from "#store/feed.tsx";
import { usePolled } from "#store/use-polled.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Button } from "#ui/button/Button.tsx";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatClockSeconds, formatCount, formatDuration, formatRate } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useMemo } from "react";

/** One consumer: how it stands and why, where it is in its stream, and how it is set up. */
export function ConsumerDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const slash = id.indexOf("/");
  const [stream, name] = [id.slice(0, slash), id.slice(slash + 1)];
  const polled = usePolled({ kind: "consumer", stream, name });
  return (
    <aside className={styles.detail} aria-label="Consumer">
      <div className={styles.head}>
        <h2 className={styles.title} title={name}>
          {name}
        </h2>
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
      <p className={styles.of}>
        reads <a href={streamPath(stream)}>{stream}</a>
      </p>
      {polled.state === "loading" && <p className={styles.quiet}>Asking for it.</p>}
      {polled.state === "failed" && (
        <Trouble
          alarm="unknown"
          sentence={polled.failure.why === "gone" ? "There is no such consumer." : failureSentence(polled.failure)}
          remedy={failureRemedy(polled.failure)}
        />
      )}
      {polled.state === "known" && (
        <>
          {polled.old !== null && <Old failure={polled.old} answeredAt={polled.answeredAt} />}
          <Known detail={polled.value} />
        </>
      )}
    </aside>
  );
}

function Old({ failure, answeredAt }: { failure: Parameters<typeof failureSentence>[0]; answeredAt: number }) {
  const now = useObserverNow();
  const what = failure.why === "gone" ? "It was deleted" : failureSentence(failure);
  return (
    <Trouble
      alarm={failure.why === "gone" ? "warning" : "unknown"}
      sentence={
        failure.why === "gone"
          ? `${what}. This is how it was last seen.`
          : `This is ${formatDuration(now - answeredAt)} old. ${what}`
      }
      remedy={failureRemedy(failure)}
    />
  );
}

function Known({ detail: { row, points, pendingApproximate } }: { detail: Detail }) {
  const seen = useFrozenNow();
  const { facts, findings, trend } = row;
  return (
    <>
      <Verdict row={row} />
      {findings.length > 0 && (
        <FindingList name="Findings" findings={findings.map((finding) => ({ key: finding.code, ...finding }))} />
      )}
      <dl className={styles.facts} aria-label="Where it is">
        <Fact
          name="Pending"
          value={`${pendingApproximate && facts.pending > 0 ? "≈ " : ""}${formatCount(facts.pending)}`}
          note={
            trend === null || trend.pendingPerSecond === 0
              ? null
              : `${trend.pendingPerSecond > 0 ? "+" : "−"}${formatRate(Math.abs(trend.pendingPerSecond))}`
          }
        />
        <Fact
          name="Unacknowledged"
          value={formatCount(facts.ackPending)}
          note={facts.maxAckPending === null ? null : `of at most ${formatCount(facts.maxAckPending)}`}
        />
        <Fact name="Redelivered" value={formatCount(facts.redelivered)} note="of those unacknowledged" />
        <Fact name="Last delivered" {...position(facts.delivered, seen)} />
        <Fact name="Acknowledged up to" {...position(facts.ackFloor, seen)} />
        {facts.kind === "pull" ? (
          <Fact name="Waiting pulls" value={formatCount(facts.waiting)} note={null} />
        ) : (
          <Fact name="Bound" value={facts.bound === true ? "somebody listens" : "nobody listens"} note={null} />
        )}
        {facts.paused && (
          <Fact
            name="Paused"
            value={facts.pausedForMs === null ? "yes" : `for another ${formatDuration(facts.pausedForMs)}`}
            note={null}
          />
        )}
      </dl>
      <Pending points={points} />
      {pendingApproximate && (
        <p className={styles.quiet}>≈: this server does not count pending messages each time it is asked.</p>
      )}
      <SetUp facts={facts} />
    </>
  );
}

function Verdict({ row: { verdict, since } }: { row: ConsumerRow }) {
  const now = useObserverNow();
  const { name, severity, reason } = verdict;
  return (
    <p>
      <span className={severity === null ? styles.well : styles[severity]}>
        {severity !== null && <AlarmMark alarm={severity} />} {VERDICT_WORDS[name]}
      </span>
      {since !== null && <span className={styles.quiet}> for {formatDuration(now - since)}</span>}
      <span className={styles.reason}>{reason}</span>
    </p>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note: string | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {value}
        {note !== null && <span className={styles.quiet}> {note}</span>}
      </dd>
    </>
  );
}

function position({ streamSeq, consumerSeq, lastAt }: ConsumerPosition, seen: ServerMs | null) {
  if (consumerSeq === 0) return { value: "nothing yet", note: null };
  const when = lastAt === null || seen === null ? null : formatClockSeconds(lastAt, seen);
  return { value: `sequence ${formatCount(streamSeq)}`, note: when === null ? null : `at ${when}` };
}

const CHART_PX = 90;

/** What was pending, while this page watched. */
function Pending({ points }: { points: Detail["points"] }) {
  const [first, last] = [points[0], points.at(-1)];
  const series = useMemo(
    () => [{ key: "pending", label: "pending", points: points.map(({ at, pending }) => ({ at, value: pending })) }],
    [points],
  );
  if (first === undefined || last === undefined || points.length < 3) return null;
  if (points.every(({ pending }) => pending === 0)) return null;
  return (
    <TimeSeries
      name="Pending messages"
      series={series}
      window={{ from: first.at, to: last.at }}
      openFrom={last.at + 1}
      format={formatCount}
      heightPx={CHART_PX}
    />
  );
}

function SetUp({ facts }: { facts: ConsumerFacts }) {
  return (
    <table className={styles.table} aria-label="Configuration">
      <tbody>
        {lines(facts).map(([field, value]) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lines(facts: ConsumerFacts): [string, string][] {
  const { cluster } = facts;
  return [
    ["kind", `${facts.durable ? "durable" : "ephemeral"}, ${facts.kind}`],
    ["filter", facts.filters.length === 0 ? "none: every message" : facts.filters.join(" ")],
    ["deliver_policy", facts.deliverPolicy],
    ["ack_policy", facts.ackPolicy],
    ["ack_wait", facts.ackWaitMs === null ? "none" : formatDuration(facts.ackWaitMs)],
    ["max_ack_pending", facts.maxAckPending === null ? "no limit" : formatCount(facts.maxAckPending)],
    ["max_deliver", facts.maxDeliver === null ? "no limit" : formatCount(facts.maxDeliver)],
    ...(cluster === null ? [] : [["leader", cluster.leader ?? "none"] satisfies [string, string]]),
    ...(cluster === null || cluster.replicas.length === 0
      ? []
      : [["replicas", cluster.replicas.map(({ name }) => name).join(", ")] satisfies [string, string]]),
  ];
}
