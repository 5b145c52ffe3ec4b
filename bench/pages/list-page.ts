/** The least a page can do to list agents: connect, ask for each subject's last message in one request, write their names. */
import { connect } from "nats.ws";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { heartbeatFilter } from "#contract/subjects.ts";
import { openDirectGets } from "./direct-get.ts";

const nc = await connect({ servers: new URL(location.href).searchParams.get("server") ?? "" });
const list = document.querySelector("#agents");
const decoder = new TextDecoder();
const gets = openDirectGets(nc, COORDINATION_STREAM, (_request, part) => {
  if (part.part !== "message") return;
  const { status }: { status: string } = JSON.parse(decoder.decode(part.message.data));
  const row = document.createElement("li");
  row.textContent = `${part.message.headers?.get("Nats-Subject") ?? ""} ${status}`;
  list?.append(row);
});
gets.ask({ multi_last: [heartbeatFilter()], batch: 1_000 });
