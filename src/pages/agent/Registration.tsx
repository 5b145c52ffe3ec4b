import styles from "./AgentFactsList.module.css";
import type { AgentFacts } from "#model/agent.ts";
import type { EventFacts } from "#model/view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatMoment } from "#util/format.ts";

/** How it registered, as it wrote it. `facts`: what is made of it, when there are any. */
export function Registration({ event, facts }: { event: EventFacts; facts: AgentFacts | null }) {
  return (
    <Panel heading="Registration">
      <dl className={styles.facts}>
        <dt>Registered</dt>
        <dd>{formatMoment(event.at)}</dd>
        {facts?.description != null && (
          <>
            <dt>As</dt>
            <dd>{facts.description}</dd>
          </>
        )}
        <dt>Message</dt>
        <dd>
          <code>{event.text}</code>
          {event.cut && " (cut)"}
        </dd>
        <dt>Stored as</dt>
        <dd>
          <code>
            {event.stream} {event.seq}
          </code>
        </dd>
      </dl>
    </Panel>
  );
}
