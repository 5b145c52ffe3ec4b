import { NAV_PAGES } from "./nav-pages.ts";
import { agentPath, featurePath, streamPath, taskPath } from "../../paths.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { loadViews, saveViews, withView, withoutView } from "#store/saved-views.ts";
import { browserStores } from "#store/user-settings.ts";
import type { PaletteOption } from "#ui/palette/Palette.tsx";
import { Palette } from "#ui/palette/Palette.tsx";
import { rankMatches } from "#util/rank-matches.ts";
import { useMemo, useState } from "react";

interface GoToPaletteProps {
  onClose: () => void;
  /** Shows the keys. */
  onHelp: () => void;
}

const MOST = 40;
const MOST_TASKS = 12;

function goTo(href: string): void {
  window.location.hash = href.slice(href.indexOf("#"));
}

/** Everything that has a page of its own, by a part of its name: pages, saved views, agents, tasks, streams, features. */
export function GoToPalette({ onClose, onHelp }: GoToPaletteProps) {
  const [typed, setTyped] = useState("");
  const agents = useView((view) => view.agents);
  const tasks = useTasks(typed);
  const streams = useStreams();
  const features = useFeatures();
  const named = useMemo(
    () => [
      ...pages(),
      ...agentOptions(agents),
      ...streams.map((name) => linkTo("stream", name, streamPath(name))),
      ...features.map((name) => linkTo("feature", name, featurePath(name))),
    ],
    [agents, streams, features],
  );
  const options = [
    ...rankMatches([...views(typed), ...named], typed, MOST),
    ...tasks,
    ...commands(typed, onHelp),
  ].slice(0, MOST);
  return (
    <Palette
      name="Go to"
      placeholder="Page, agent, task, stream or feature"
      value={typed}
      onChange={setTyped}
      options={options}
      onClose={onClose}
    />
  );
}

function linkTo(hint: string, text: string, href: string): PaletteOption {
  return { key: `${hint} ${text}`, text, hint, run: () => goTo(href) };
}

function pages(): PaletteOption[] {
  return NAV_PAGES.map(({ text, href, key }) => ({
    key: `page ${text}`,
    text,
    hint: `g ${key}`,
    run: () => goTo(href),
  }));
}

function agentOptions(agents: ReadonlyMap<string, unknown>): PaletteOption[] {
  return [...agents.keys()].map((id) => linkTo("agent", id, agentPath(id)));
}

/** The worker knows far more tasks than a page could hold. */
function useTasks(typed: string): PaletteOption[] {
  const text = typed.trim();
  const { data } = useAsk(
    {
      kind: "task-rows",
      query: {
        text,
        states: null,
        owner: null,
        priority: null,
        finding: null,
        minAgeMs: null,
        withinMs: null,
        sort: "stuck",
        order: "ascending",
      },
      limit: MOST_TASKS,
    },
    { enabled: text !== "" },
  );
  if (text === "" || data === undefined) return [];
  return data.rows.map(({ id, title }) => ({
    key: `task ${id}`,
    text: title === null ? id : `${id} · ${title}`,
    hint: "task",
    run: () => goTo(taskPath(id)),
  }));
}

function useStreams(): readonly string[] {
  const { data } = useAsk({ kind: "streams" });
  return useMemo(() => (data !== undefined && "rows" in data ? data.rows.map(({ facts }) => facts.name) : []), [data]);
}

const ALL_FEATURES = { text: "", filter: "all", sort: "feature", order: "ascending" } as const;

function useFeatures(): readonly string[] {
  const { data } = useAsk({ kind: "deliverable-list", query: ALL_FEATURES });
  return useMemo(() => (data !== undefined && "ids" in data ? data.ids : []), [data]);
}

function views(typed: string): PaletteOption[] {
  const { device } = browserStores();
  return loadViews(device).flatMap(({ name, hash }) => [
    { key: `view ${name}`, text: name, hint: "saved view", run: () => goTo(hash) },
    ...(typed.startsWith("remove")
      ? [
          {
            key: `remove ${name}`,
            text: `Remove the view ${name}`,
            hint: "saved view",
            run: () => saveViews(device, withoutView(loadViews(device), name)),
          },
        ]
      : []),
  ]);
}

/** What is not a place: always offered last. */
function commands(typed: string, onHelp: () => void): PaletteOption[] {
  const name = typed.trim().slice(0, 80);
  const { device } = browserStores();
  const keep = (): void => saveViews(device, withView(loadViews(device), { name, hash: window.location.hash || "#/" }));
  return [
    ...(name === ""
      ? []
      : [{ key: "save", text: `Save what is shown now as “${name}”`, hint: "saved view", run: keep }]),
    { key: "keys", text: "Show the keys", hint: "?", run: onHelp },
  ];
}
