import { streamMessagesPath } from "../../paths.ts";
import styles from "./ReportPage.module.css";
import type { VersionFacts } from "#model/deliverables/report.ts";
import type { ReportPages } from "#model/deliverables/report-pages.ts";
import { formatCount, formatMoment } from "#util/format.ts";

const SHAPES: Readonly<Record<NonNullable<ReportPages["shape"]>, string>> = {
  markdown: "markdown with metadata",
  "content-object": "its content is an object",
  flat: "a flat report",
  "plain-text": "plain text",
};

interface ReportMetadataProps {
  subject: string;
  version: VersionFacts;
  pages: ReportPages;
}

/** What the stream says of a version, and what it says of itself. */
export function ReportMetadata({ subject, version, pages }: ReportMetadataProps) {
  return (
    <dl className={styles.facts} aria-label="Metadata">
      <dt>Subject</dt>
      <dd className={styles.mono}>{subject}</dd>
      <dt>Stream and sequence</dt>
      <dd className={styles.mono}>
        <a href={streamMessagesPath(version.stream, { from: "seq", seq: version.seq, open: version.seq })}>
          {version.stream} {version.seq}
        </a>
      </dd>
      <dt>Stored</dt>
      <dd>{formatMoment(version.at)}</dd>
      <dt>Size</dt>
      <dd>{formatCount(version.bytes)} bytes</dd>
      <dt>Form</dt>
      <dd>{pages.shape === null ? "could not be read as a report" : SHAPES[pages.shape]}</dd>
      {pages.metadata.length === 0 && (
        <>
          <dt>Its own metadata</dt>
          <dd className={styles.quiet}>none</dd>
        </>
      )}
      {pages.metadata.map(({ name, value }) => [
        <dt key={`${name} name`} title="the report's own word">
          {name}
        </dt>,
        <dd key={`${name} value`}>{value}</dd>,
      ])}
    </dl>
  );
}
