import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ConnectionForm } from "./ConnectionForm.tsx";
import styles from "./ConnectionPage.module.css";
import { connectionSentence } from "./connection-sentence.ts";
import { deploymentWords, settingRows } from "./in-force.ts";
import { ReadOnlySetup } from "./ReadOnlySetup.tsx";
import { useSettings, useView } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";

/** Where the page connects to, as whom, and how it judges; what the deployment gave; how a server is made read-only for screens. */
export function ConnectionPage() {
  const { show } = useSearch({ from: "/connection" });
  const connection = useView((view) => view.connection);
  const mayWrite = useView((view) => view.mayWrite);
  const settings = useSettings();
  const setup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (show === "read-only") setup.current?.scrollIntoView();
  }, [show]);

  return (
    <PageFrame name="Connection" sentence={connectionSentence(connection, mayWrite)}>
      <div className={styles.columns}>
        <Panel heading="Settings">
          {/* The form starts from what is kept; it is made anew once rollcall.json was answered. */}
          <ConnectionForm key={settings.deployment.state} />
        </Panel>
        <Panel heading="In force">
          <p className={styles.deployment}>
            {settings.deployment.state === "bad" && <AlarmMark alarm="warning" />}{" "}
            {deploymentWords(settings.deployment)}
          </p>
          <table className={styles.table} aria-label="Settings in force">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Value</th>
                <th scope="col">From</th>
              </tr>
            </thead>
            <tbody>
              {settingRows(settings).map(({ name, value, from }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                  <td className={from === "default" ? styles.quiet : undefined}>{from}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
      <div ref={setup}>
        <Panel heading="Read-only set-up">
          <ReadOnlySetup />
        </Panel>
      </div>
    </PageFrame>
  );
}
