import { Outlet } from "@tanstack/react-router";

/** What stands around every page: navigation, the connection, the switches. */
export function ShellLayout() {
  return <Outlet />;
}
