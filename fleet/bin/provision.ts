import { describeReport, provision } from "../provision.ts";
import { runCommand } from "./run-command.ts";
import { parseArgs } from "node:util";

const HELP = `npm run provision -- [options]

  --servers URL   nats://host:port (default nats://127.0.0.1:4222; several separated by commas)
  --user U  --pass P   a login that may make streams
  --update        change streams that exist and differ (never without it)

Exit code 0: every stream is as wanted. 1: something differs or was refused. 2: a wrong option. 3: the server cannot be had.`;

const OPTIONS = {
  servers: { type: "string", default: "nats://127.0.0.1:4222" },
  user: { type: "string" },
  pass: { type: "string" },
  update: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await runCommand("provision", async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const report = await provision({
    servers: values.servers.split(","),
    ...(values.user === undefined ? {} : { user: values.user }),
    ...(values.pass === undefined ? {} : { pass: values.pass }),
    update: values.update,
  });
  console.log(describeReport(report));
  return report.asWanted ? 0 : 1;
});
