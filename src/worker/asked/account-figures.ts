import type { FigureAnswer } from "./server-figures.ts";
import type { AccountFigures } from "#model/server/server-list.ts";

/** What each server counts for this login's own account: `STATZ`. */
export function accountFigures(answers: readonly FigureAnswer[]): AccountFigures[] {
  return answers.flatMap(({ from, server, data }) =>
    data.objects("account_statz").map((account) => {
      const count = (name: string): number => account.number(name) ?? 0;
      const [sent, received] = [account.object("sent"), account.object("received")];
      return {
        serverId: from,
        serverName: server?.text("name") ?? from,
        version: server?.text("ver") ?? "",
        account: account.text("acc") ?? "",
        connections: count("conns"),
        leafNodes: count("leafnodes"),
        subscriptions: account.number("num_subscriptions"),
        slowConsumers: count("slow_consumers"),
        sentMessages: sent?.number("msgs") ?? 0,
        sentBytes: sent?.number("bytes") ?? 0,
        receivedMessages: received?.number("msgs") ?? 0,
        receivedBytes: received?.number("bytes") ?? 0,
      };
    }),
  );
}
