import styles from "./ConnectionPage.module.css";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";

/** The shape of it; the whole file is nats-server.conf at the top of the project. */
const LINES = `accounts {
  FLEET {
    jetstream: enabled
    users: [{ user: agent, allowed_connection_types: ["STANDARD"] }]
    exports: [
      { stream: "mjwork.>", accounts: [VIEW] }
      { service: "$JS.API.STREAM.INFO.*", accounts: [VIEW] }
      { service: "$JS.API.DIRECT.GET.MJ_ONLINE_WORK", accounts: [VIEW], response: stream }
      { service: "$JS.API.DIRECT.GET.MJ_ONLINE_WORK.>", accounts: [VIEW], response: stream }
    ]
  }
  VIEW {
    users: [{ user: dashboard }]
    imports: [
      { stream: { account: FLEET, subject: "mjwork.>" } }
      { service: { account: FLEET, subject: "$JS.API.STREAM.INFO.*" } }
      { service: { account: FLEET, subject: "$JS.API.DIRECT.GET.MJ_ONLINE_WORK" } }
      { service: { account: FLEET, subject: "$JS.API.DIRECT.GET.MJ_ONLINE_WORK.>" } }
    ]
  }
}
websocket {
  # …
  no_auth_user: dashboard
}`;

/** How a server is set up so that its screens can only read. */
export function ReadOnlySetup() {
  return (
    <div className={styles.prose}>
      <p>
        Permissions alone do not make a reader: the reply subject of a request is not checked against them, so whoever
        may ask the streams could have an answer stored as an agent’s heartbeat. An account of its own does. Screens log
        in to <code>VIEW</code>, which holds no stream and imports from <code>FLEET</code> what it reads; answers then
        stay in <code>VIEW</code>.
      </p>
      <CopyBlock label="The shape of the read-only set-up" text={LINES} />
      <p>
        The whole file, ready to run, is <code>nats-server.conf</code> at the top of the project;{" "}
        <code>docs/deploying.md</code> says what to change for production. The server has to be restarted.
      </p>
    </div>
  );
}
