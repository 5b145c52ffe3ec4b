import { Outlet, useLocation } from "@tanstack/react-router";
import { ShellLayout } from "./ShellLayout.tsx";
import { WALL_ROUTE } from "../../paths.ts";

/** What stands around a page: the shell, but for the wall, which has the screen to itself. */
export function RootLayout() {
  const isWall = useLocation({ select: ({ pathname }) => pathname === WALL_ROUTE });
  return isWall ? <Outlet /> : <ShellLayout />;
}
