/** What makes the seven streams, with the login that may. */
export function provisioningCommand(): string {
  return "npm run provision -- --servers nats://127.0.0.1:4222 --user provisioner --pass …";
}
