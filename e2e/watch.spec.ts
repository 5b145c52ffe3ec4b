import { expect, test } from "./fixtures.ts";

test("the watch on the page sees an error on the console, an uncaught one and a violation of the policy", async ({
  fleet,
  open,
  page,
  watch,
}) => {
  await open(fleet.server.wsUrl);
  expect(watch.troubles()).toEqual([]);

  await page.evaluate(() => {
    // oxlint-disable-next-line eslint/no-console
    console.error("said by the test");
    setTimeout(() => {
      throw new Error("thrown by the test");
    });
    const style = document.createElement("style");
    style.textContent = "h1 { color: red }";
    document.head.append(style);
  });

  for (const trouble of [
    /console error: said by the test/u,
    /page error: .*thrown by the test/u,
    /CSP violation: style-src/u,
  ]) {
    await expect.poll(() => watch.troubles().some((line) => trouble.test(line)), String(trouble)).toBe(true);
  }
  watch.allow(/by the test|style-src/u);
});
