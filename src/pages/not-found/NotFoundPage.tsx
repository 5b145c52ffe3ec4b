import { agentsPath, overviewPath } from "../../paths.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";

/** An address that leads nowhere: says so, and leads back. */
export function NotFoundPage() {
  return (
    <PageFrame name="No such page" sentence={["There is no page at this address."]}>
      <p>
        <a href={overviewPath()}>Overview</a> shows how the fleet stands, <a href={agentsPath()}>Agents</a> lists it.
      </p>
    </PageFrame>
  );
}
