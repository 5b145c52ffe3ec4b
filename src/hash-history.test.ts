import { expect, test } from "vitest";
import { parseRoute } from "./hash-history.ts";

// The router's own names.
const STATE = { __TSR_index: 3, key: "k", __TSR_key: "k" };

test.each([
  ["", "/", "", ""],
  ["#", "/", "", ""],
  ["#/", "/", "", ""],
  ["#/agents", "/agents", "", ""],
  ["#/agents?state=silent&window=1h", "/agents", "?state=silent&window=1h", ""],
  ["#/agents/a%2Fb%3Fc%23d?x=1#there", "/agents/a%2Fb%3Fc%23d", "?x=1", "#there"],
  ["#/agents#there?no=search", "/agents", "", "#there?no=search"],
  ["#//other-host/agents", "/other-host/agents", "", ""],
])("%j is the path %j with %j and %j", (hash, pathname, search, fragment) => {
  const route = parseRoute(hash, STATE);
  expect(route).toMatchObject({ pathname, search, hash: fragment, state: STATE });
  expect(route.href).toBe(`${pathname}${search}${fragment}`);
});

test("a hash that was changed by hand gets a state of its own", () => {
  const [one, other] = [parseRoute("#/", null), parseRoute("#/", null)];
  expect(one.state.key).toBeTruthy();
  expect(one.state.key).not.toBe(other.state.key);
});
