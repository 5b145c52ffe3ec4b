import { Outlet, useLocation } from "@tanstack/react-router";
import { Announcing } from "./Announcing.tsx";
import { ShellLayout } from "./ShellLayout.tsx";
import { WALL_ROUTE } from "../../paths.ts";

/** What stands around a page: the shell, but for the wall, which has the screen to itself. */
export function RootLayout() {
  const isWall = useLocation({ select: ({ pathname }) => pathname === WALL_ROUTE });
  return <Announcing>{isWall ? <Outlet /> : <ShellLayout />}</Announcing>;
}
