import { connectFleet } from "../connect.ts";
import { describeError } from "../js-error.ts";
import { describeReport, provision } from "../provision.ts";
import { parseArgs } from "node:util";

const HELP = `npm run provision -- [options]

  --servers URL   nats://host:port (default nats://127.0.0.1:4222; several separated by commas)
  --user U  --pass P   a login that may make streams
  --update        change streams that exist and differ (never without it)

Exit code 0: every stream is as wanted. 1: something differs or was refused. 2: no answer from the server.`;

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "nats://127.0.0.1:4222" },
    user: { type: "string" },
    pass: { type: "string" },
    update: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const login = {
    servers: values.servers.split(","),
    ...(values.user === undefined ? {} : { user: values.user }),
    ...(values.pass === undefined ? {} : { pass: values.pass }),
    name: "rollcall-provision",
  };
  try {
    const nc = await connectFleet(login);
    const report = await provision({ nc, update: values.update }).finally(() => nc.close());
    console.log(describeReport(report));
    return report.asWanted ? 0 : 1;
  } catch (error) {
    console.error(`no streams made on ${values.servers}: ${describeError(error)}`);
    return 2;
  }
}

process.exitCode = await main();
