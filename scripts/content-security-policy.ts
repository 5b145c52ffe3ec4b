/**
 * What the built page may do, as a `<meta>` in the page and as a header from `npm start`. Any host of `connect-src` is
 * allowed because the NATS server's address is the reader's choice; scripts, styles and fonts come with the page only.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss: http: https:",
  "img-src 'self' data:",
  "style-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");
