import type { AskFailure } from "../asked/ask-failure.ts";
import { ACCOUNTS, SYSTEM_ACCOUNT } from "#contract/accounts.ts";

/** What a screen asks the servers, as `nats-server.conf` at the top of the project lets it; subscriptions are not asked for. */
const ASKED = ACCOUNTS.SYS.exports.flatMap((one) =>
  "service" in one && !one.service.endsWith(".SUBSZ") ? [one.service] : [],
);

/** Lines of a configuration that let this login ask; null where no line would. @param failures why it may not */
export function serverRemedy(failures: readonly AskFailure[]): string | null {
  const asked = failures.filter(({ subject }) => subject.startsWith("$SYS."));
  const forbidden = wantedOf(asked.filter(({ why }) => why === "forbidden"));
  const unheard = wantedOf(asked.filter(({ why }) => why === "no-responders"));
  const parts = [
    ...(unheard.length === 0 ? [] : [importLines(unheard)]),
    ...(forbidden.length === 0 ? [] : [grantLines(forbidden)]),
  ];
  return parts.length === 0 ? null : parts.join("\n");
}

/** Without `VARZ` nothing else was tried: then all of them are wanted. */
function wantedOf(failures: readonly AskFailure[]): readonly string[] {
  const subjects = failures.map(({ subject }) => subject);
  return subjects.some((subject) => subject.endsWith(".VARZ")) ? ASKED : subjects;
}

function importLines(subjects: readonly string[]): string {
  return [
    `system_account: ${SYSTEM_ACCOUNT}`,
    "accounts {",
    `  ${SYSTEM_ACCOUNT} {`,
    "    exports: [",
    ...subjects.map((subject) => `      { service: "${subject}", accounts: [VIEW], response: stream }`),
    "    ]",
    "  }",
    "  # the account of this login",
    "  VIEW {",
    "    imports: [",
    ...subjects.map((subject) => `      { service: { account: ${SYSTEM_ACCOUNT}, subject: "${subject}" } }`),
    "    ]",
    "  }",
    "}",
  ].join("\n");
}

function grantLines(subjects: readonly string[]): string {
  return [
    "# of this login",
    "permissions: { publish: { allow: [",
    ...subjects.map((subject) => `  "${subject}"`),
    "] } }",
  ].join("\n");
}
