import { deliverablesPath } from "../../paths.ts";
import { featureSentence } from "./feature-sentence.ts";
import styles from "./FeaturePage.module.css";
import type { ReportHistory } from "./feature-story.ts";
import { storyOf } from "./feature-story.ts";
import { StageTable } from "./StageTable.tsx";
import { StoryTable } from "./StoryTable.tsx";
import { useReportHistories } from "./use-report-histories.ts";
import type { FeatureFacts } from "#model/deliverables/report.ts";
import { NOTICE_TOKENS, savingOf } from "#model/deliverables/tokens.ts";
import { useAsk, useFrozenNow } from "#store/feed.tsx";
import { useShelf } from "#store/use-shelf.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";

const route = getRouteApi("/deliverables/$feature");

/** One feature's story through the stages. */
export function FeaturePage() {
  const { feature } = route.useParams();
  // Another feature is another page: nothing of the last one may stay.
  return <FeatureStory key={feature} feature={feature} />;
}

function FeatureStory({ feature }: { feature: string }) {
  const { polled, news } = useShelf();
  const { data } = useAsk({ kind: "deliverable-rows", features: [feature], read: true }, { changed: news });
  const seen = useFrozenNow();
  const facts = data?.[0] ?? null;
  if (facts === null) {
    const asked = data !== undefined && polled.state !== "loading";
    return (
      <PageFrame
        name={feature}
        sentence={[
          asked
            ? "No report of this feature is held."
            : { text: "The streams are asked what they hold.", alarm: "unknown" },
        ]}
      >
        <BackLink />
      </PageFrame>
    );
  }
  return (
    <PageFrame name={feature} sentence={featureSentence(facts, seen)}>
      <BackLink />
      <KnownFeature facts={facts} seen={seen} news={news} />
    </PageFrame>
  );
}

function KnownFeature({ facts, seen, news }: { facts: FeatureFacts; seen: number | null; news: string }) {
  const histories = useReportHistories(facts, news);
  return (
    <>
      <StageTable facts={facts} histories={histories} seen={seen} />
      <TokenWords histories={histories} />
      <StoryTable feature={facts.feature} story={storyOf(histories)} seen={seen} />
    </>
  );
}

function TokenWords({ histories }: { histories: readonly ReportHistory[] }) {
  const sizes = histories.flatMap(({ report }) => (report.newest === null ? [] : [report.newest.bytes]));
  if (sizes.length < histories.length) return null;
  const { reports, fullTokens, noticeTokens, savedTokens } = savingOf(sizes);
  return (
    <p className={styles.note}>
      Estimate, a token taken as 4 bytes: the next agent is given {formatPlural(reports, "notice")} of {NOTICE_TOKENS}{" "}
      tokens, about {formatCount(noticeTokens)}, where {reports === 1 ? "the report" : "the reports"} would be about{" "}
      {formatCount(fullTokens)}:{" "}
      {savedTokens >= 0
        ? `about ${formatCount(savedTokens)} saved.`
        : `about ${formatCount(-savedTokens)} more than the reports themselves.`}
    </p>
  );
}

function BackLink() {
  return (
    <p className={styles.back}>
      <a href={deliverablesPath()}>All features</a>
    </p>
  );
}
