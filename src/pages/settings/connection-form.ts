import type { CheckErrors, CheckKey } from "./check-fields.ts";
import { CHECK_FIELDS, readChecks, typedOf } from "./check-fields.ts";
import { isToken } from "#contract/subjects.ts";
import { isHttpUrl, isWebSocketUrl } from "#store/deployment-file.ts";
import type { SettingsState } from "#store/feed-client.ts";
import type { LoginKind, UserSettings } from "#store/settings.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

/** The form as it stands: texts, whatever was typed. An empty text leaves the setting to the deployment or the default. */
export interface Draft {
  /** One address a line. */
  servers: string;
  login: LoginKind["kind"];
  user: string;
  secret: string;
  remember: boolean;
  inboxPrefix: string;
  domain: string;
  /** One address a line. */
  monitors: string;
  intervalSeconds: string;
  lateAfterIntervals: string;
  silentAfterIntervals: string;
  goneAfterHours: string;
  overdueMinutes: string;
  /** Texts of the thresholds that are set. */
  checks: Readonly<Partial<Record<CheckKey, string>>>;
}

/** What is in force, but for the login. */
type InForce = NonNullable<SettingsState["inForce"]>;

export type DraftErrors = Partial<Record<Exclude<keyof Draft, "checks">, string>> & CheckErrors;

/** What the draft is checked against: what would hold without the user's own settings, and what is held already. */
export interface DraftBase {
  /** Without the user's own. */
  settings: InForce;
  /** A secret is held for this kind of login; null when none is. */
  secretHeldFor: LoginKind["kind"] | null;
  /** `location.protocol` */
  pageProtocol: string;
}

export function draftOf(user: UserSettings): Draft {
  const login = user.login ?? { kind: "none" };
  return {
    servers: (user.servers ?? []).join("\n"),
    login: login.kind,
    user: login.kind === "password" ? login.user : "",
    secret: "",
    remember: user.remember ?? false,
    inboxPrefix: user.inboxPrefix ?? "",
    domain: user.domain ?? "",
    monitors: (user.monitorUrls ?? []).join("\n"),
    intervalSeconds: textOf(user.heartbeatIntervalSeconds),
    lateAfterIntervals: textOf(user.thresholds?.lateAfterIntervals),
    silentAfterIntervals: textOf(user.thresholds?.silentAfterIntervals),
    goneAfterHours: textOf(user.thresholds?.goneAfterHours),
    overdueMinutes: textOf(user.thresholds?.overdueMinutes),
    checks: Object.fromEntries(
      CHECK_FIELDS.flatMap((field) => {
        const typed = typedOf(field, user.checks?.[field.key]);
        return typed === "" ? [] : [[field.key, typed]];
      }),
    ),
  };
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

/**
 * Checks the whole draft at once, so that every mistake is said at its field.
 * @returns `secret`: what to log in with; null keeps the one that is held
 */
export function readDraft(
  draft: Draft,
  before: UserSettings,
  base: DraftBase,
): Result<{ user: UserSettings; secret: string | null }, DraftErrors> {
  const errors: DraftErrors = {};
  const servers = readServers(draft.servers, base.pageProtocol, errors);
  const login = readLogin(draft, errors);
  const secret = readSecret(draft, base, errors);
  const inboxPrefix = readSubject("inboxPrefix", draft, errors);
  const domain = readDomain(draft, errors);
  const monitorUrls = readMonitors(draft.monitors, base.pageProtocol, errors);
  const interval = readNumber("intervalSeconds", draft, errors, { above: 0, most: 3600 });
  const late = readNumber("lateAfterIntervals", draft, errors, { above: 0, most: 1000 });
  const silent = readNumber("silentAfterIntervals", draft, errors, { above: 0, most: 1000 });
  const gone = readNumber("goneAfterHours", draft, errors, { above: 0, most: 24 * 365 });
  const overdue = readNumber("overdueMinutes", draft, errors, { above: 0, most: 60 * 24 * 365 });
  const checks = readChecks(draft.checks, errors);
  checkOrder(late, silent, base.settings.bounds, errors);
  if (Object.keys(errors).length > 0) return fail(errors);

  // What the form does not show (flapping, alarms) stays as it was.
  const {
    lateAfterIntervals: _late,
    silentAfterIntervals: _silent,
    goneAfterHours: _gone,
    overdueMinutes: _overdue,
    ...kept
  } = before.thresholds ?? {};
  const thresholds = {
    ...kept,
    ...(late === null ? {} : { lateAfterIntervals: late }),
    ...(silent === null ? {} : { silentAfterIntervals: silent }),
    ...(gone === null ? {} : { goneAfterHours: gone }),
    ...(overdue === null ? {} : { overdueMinutes: overdue }),
  };
  const user: UserSettings = {
    ...(servers.length === 0 ? {} : { servers }),
    ...(login.kind === "none" ? {} : { login }),
    ...(inboxPrefix === "" ? {} : { inboxPrefix }),
    ...(domain === "" ? {} : { domain }),
    ...(monitorUrls.length === 0 ? {} : { monitorUrls }),
    ...(interval === null ? {} : { heartbeatIntervalSeconds: interval }),
    ...(Object.keys(thresholds).length === 0 ? {} : { thresholds }),
    ...(Object.keys(checks).length === 0 ? {} : { checks }),
    ...(draft.remember ? { remember: true } : {}),
    ...(before.alarms === undefined ? {} : { alarms: before.alarms }),
  };
  return ok({ user, secret });
}

function readServers(text: string, pageProtocol: string, errors: DraftErrors): string[] {
  const servers = addressesOf(text);
  const wrong = servers.find((server) => !isWebSocketUrl(server));
  if (wrong !== undefined) {
    errors.servers = `“${wrong}” is no WebSocket address. It is ws://host:port, or wss://host:port with TLS, and holds no login.`;
    return servers;
  }
  const insecure = servers.find(
    (server) => pageProtocol === "https:" && server.startsWith("ws:") && !onLoopback(server),
  );
  if (insecure !== undefined) {
    errors.servers = `This page came over https: the browser lets it open wss:// only, not ${insecure}.`;
  }
  return servers;
}

function readMonitors(text: string, pageProtocol: string, errors: DraftErrors): string[] {
  const urls = addressesOf(text);
  const wrong = urls.find((url) => !isHttpUrl(url));
  if (wrong !== undefined) {
    errors.monitors = `“${wrong}” is no HTTP address. It is http://host:8222, and holds no login.`;
    return urls;
  }
  const insecure = urls.find((url) => pageProtocol === "https:" && url.startsWith("http:") && !onLoopback(url));
  if (insecure !== undefined) {
    errors.monitors = `This page came over https: the browser lets it ask https:// only, not ${insecure}.`;
  }
  return urls;
}

function addressesOf(text: string): string[] {
  return text.split(/[\s,]+/u).filter((part) => part !== "");
}

function onLoopback(server: string): boolean {
  const { hostname } = new URL(server);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

function readLogin({ login, user }: Draft, errors: DraftErrors): LoginKind {
  if (login !== "password") return { kind: login };
  if (user.trim() === "") errors.user = "Enter the user's name.";
  return { kind: "password", user: user.trim() };
}

function readSecret({ login, secret }: Draft, base: DraftBase, errors: DraftErrors): string | null {
  if (login === "none") return "";
  if (secret !== "") return secret;
  if (base.secretHeldFor === login) return null;
  errors.secret = login === "password" ? "Enter the password." : "Enter the token.";
  return null;
}

function readSubject(field: "inboxPrefix", draft: Draft, errors: DraftErrors): string {
  const text = draft[field].trim();
  if (text !== "" && !text.split(".").every((token) => isToken(token))) {
    errors[field] = "Must be subject tokens joined by dots, without spaces or wildcards.";
  }
  return text;
}

function readDomain(draft: Draft, errors: DraftErrors): string {
  const text = draft.domain.trim();
  if (text !== "" && !isToken(text)) errors.domain = "Must be one word without dots, spaces or wildcards.";
  return text;
}

type NumberField =
  | "intervalSeconds"
  | "lateAfterIntervals"
  | "silentAfterIntervals"
  | "goneAfterHours"
  | "overdueMinutes";

function readNumber(
  field: NumberField,
  draft: Draft,
  errors: DraftErrors,
  { above, most }: { above: number; most: number },
): number | null {
  const text = draft[field].trim();
  if (text === "") return null;
  const value = Number(text);
  if (Number.isFinite(value) && value > above && value <= most) return value;
  errors[field] = `Must be a number above ${above}, ${most} at most.`;
  return null;
}

function checkOrder(late: number | null, silent: number | null, bounds: InForce["bounds"], errors: DraftErrors): void {
  if (late === null && silent === null) return;
  if ((late ?? bounds.lateAfterIntervals) < (silent ?? bounds.silentAfterIntervals)) return;
  const field = silent === null ? "lateAfterIntervals" : "silentAfterIntervals";
  errors[field] ??= "An agent is late before it is silent: late must be the smaller number.";
}

/** What stands in the empty fields: what holds without the user's own settings. */
export function placeholdersOf({
  settings,
}: DraftBase): Pick<Draft, "servers" | "inboxPrefix" | "domain" | "monitors" | NumberField> {
  return {
    servers: settings.servers.join("\n"),
    inboxPrefix: settings.inboxPrefix,
    domain: settings.domain ?? "none",
    monitors: (settings.monitorUrls ?? []).join("\n"),
    intervalSeconds: String(settings.heartbeatIntervalMs / SECOND_MS),
    lateAfterIntervals: String(settings.bounds.lateAfterIntervals),
    silentAfterIntervals: String(settings.bounds.silentAfterIntervals),
    goneAfterHours: String(settings.bounds.goneAfterMs / HOUR_MS),
    overdueMinutes: settings.overdueAfterMs === null ? "3 × p95" : String(settings.overdueAfterMs / MINUTE_MS),
  };
}
