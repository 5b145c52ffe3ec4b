import type { Connection, Refusal } from "#model/connection.ts";
import { unreachable } from "#util/assert.ts";

/** Where this page was loaded from: `location`, or a part of it in tests. */
export interface PageLocation {
  origin: string;
  protocol: string;
  hostname: string;
}

export interface Cause {
  /** What may be the matter. */
  cause: string;
  /** What to do about it. */
  remedy: string;
  /** Lines to paste into the server's configuration, with what they are. */
  lines?: { label: string; text: string };
  /** A page whose opening mends or proves it. */
  link?: { text: string; href: string };
}

/** What a person can do about a server that does not let us in: one headline, then causes, likeliest first. */
export interface Advice {
  headline: string;
  causes: readonly Cause[];
}

/**
 * A browser hides why a socket failed (closed port, client port, web server, refused origin, wrong TLS all end alike), so what cannot be
 * known is said as a short list. @returns null while there is nothing to mend
 */
export function connectionAdvice(connection: Connection, page: PageLocation): Advice | null {
  if (connection.state !== "refused") return null;
  const { refusal, url } = connection;
  return { headline: headlineOf(refusal, url), causes: causesOf(refusal, url, page) };
}

function headlineOf(refusal: Refusal, url: string): string {
  switch (refusal.kind) {
    case "authorization":
      return `${url} does not accept this login.`;
    case "permissions":
      return `This login may not use ${refusal.subject} on ${url}.`;
    case "mixed-content":
      return `The browser does not let a page on https open ${url}.`;
    case "local-network-access":
      return `The browser does not let this page reach ${url} in the local network.`;
    case "unexplained":
      return refusal.answersHttp
        ? `Something answers at ${url}, but it opens no WebSocket for this page.`
        : `Nothing answers at ${url}.`;
    default:
      return unreachable(refusal);
  }
}

function causesOf(refusal: Refusal, url: string, page: PageLocation): readonly Cause[] {
  switch (refusal.kind) {
    case "authorization":
      return [
        {
          cause: "The server wants a user and password, or a token, and has none or the wrong one.",
          remedy: "Enter it under Connection. It is tried again every 30 seconds with what is entered there.",
        },
        {
          cause: "The server has no user for browsers without a login.",
          remedy: "Name one in the websocket block of the server's configuration, then restart the server.",
          lines: { label: "nats-server.conf", text: "websocket {\n  # …\n  no_auth_user: dashboard\n}" },
        },
      ];
    case "permissions":
      return [
        {
          cause: `The login has no grant for ${refusal.subject}.`,
          remedy:
            "Rollcall reads with the user dashboard of the account VIEW; nats-server.conf of this project has its grants.",
        },
      ];
    case "mixed-content":
      return [
        {
          cause: "This page came over https, the address starts with ws://.",
          remedy: "Give the server a certificate and use its wss:// address, or open this page over http.",
          lines: {
            label: "nats-server.conf",
            text: `websocket {\n  port: ${portOf(url)}\n  tls {\n    cert_file: "server.crt"\n    key_file: "server.key"\n  }\n  allowed_origins: ["${page.origin}"]\n}`,
          },
        },
      ];
    case "local-network-access":
      return [
        {
          cause: "Browsers ask before a page reaches into the local network.",
          remedy:
            "Allow it where the browser asks (the sign beside the address), or open this page from the same network.",
        },
      ];
    case "unexplained":
      return refusal.answersHttp
        ? [originNotAllowed(url, page), noNatsThere(url), ...certificateCauses(url)]
        : [noListener(url, page), ...clientPort(url), ...certificateCauses(url), firewall(url)];
    default:
      return unreachable(refusal);
  }
}

function originNotAllowed(url: string, page: PageLocation): Cause {
  return {
    cause: `The server does not allow pages from ${page.origin}.`,
    remedy: "Add this page's origin, then restart the server: websocket settings cannot be reloaded.",
    lines: {
      label: "nats-server.conf",
      text: `websocket {\n  port: ${portOf(url)}\n  ${noTls(url)}allowed_origins: ["${page.origin}"]\n}`,
    },
  };
}

function noNatsThere(url: string): Cause {
  return {
    cause: `What answers on port ${portOf(url)} is a web server or the monitoring port, not NATS.`,
    remedy: "Use the port of the websocket block (9222 unless it was changed).",
  };
}

function noListener(url: string, page: PageLocation): Cause {
  return {
    cause: "The server is not running, or has no WebSocket listener.",
    remedy: "Start it with this block in its configuration.",
    lines: {
      label: "nats-server.conf",
      text: `websocket {\n  port: ${portOf(url)}\n  ${noTls(url)}allowed_origins: ["${page.origin}"]\n}`,
    },
  };
}

function clientPort(url: string): readonly Cause[] {
  if (portOf(url) !== "4222") return [];
  return [
    {
      cause: "4222 is the port for clients, which browsers cannot speak to.",
      remedy: "Use the port of the websocket block: 9222 unless it was changed.",
    },
  ];
}

function certificateCauses(url: string): readonly Cause[] {
  if (!url.startsWith("wss:")) return [];
  return [
    {
      cause: "The browser does not trust the server's certificate.",
      remedy: "Open the address in a tab and see what the browser says of it; come back when it is accepted.",
      link: { text: httpOf(url), href: httpOf(url) },
    },
  ];
}

function firewall(url: string): Cause {
  return {
    cause: `A firewall stands between, or the name ${hostOf(url)} leads elsewhere.`,
    remedy: "Try the same address from the server's own machine.",
  };
}

function noTls(url: string): string {
  return url.startsWith("wss:") ? "" : "no_tls: true\n  ";
}

function httpOf(url: string): string {
  return url.replace(/^ws/, "http");
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

function portOf(url: string): string {
  if (!URL.canParse(url)) return "9222";
  const { port, protocol } = new URL(url);
  return port || (protocol === "wss:" ? "443" : "80");
}
