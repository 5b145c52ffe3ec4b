/** The least a page can do: a plain subscription on the page's own thread writes the newest body into one element. */
import { connect } from "nats.ws";

declare global {
  interface Window {
    listen(url: string, subject: string): Promise<void>;
  }
}

window.listen = async (url, subject) => {
  const nc = await connect({ servers: url });
  const word = document.querySelector("#word");
  const decoder = new TextDecoder();
  nc.subscribe(subject, {
    callback: (_error, message) => {
      const { current_task: task }: { current_task: string | null } = JSON.parse(decoder.decode(message.data));
      if (word !== null) word.textContent = task;
    },
  });
  await nc.flush();
};
