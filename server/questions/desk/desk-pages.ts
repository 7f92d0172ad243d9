import { Router } from "express";
import { cursorInput, pagerOf } from "../../core/paging.ts";
import { url } from "../../core/urls.ts";
import type { Pages } from "../../http/pages.ts";
import { categories } from "../../offices/categories.ts";
import { MOST_AT_ONCE } from "../answers/several-inputs.ts";
import { DESK_TABS, type DeskTab, desk } from "./desk-page.ts";
import { DeskQuery } from "./desk-query.ts";

const ROWS_A_PAGE = 30;

/** The responder's desk: what waits for the reader's offices. */
export function deskPages(pages: Pages): Router {
  const router = Router();

  router.get("/desk", async (req, res) => {
    const query = DeskQuery.parse(req.query);
    const cursor = cursorInput.parse(req.query.cursor);
    const found = await desk(req.actor, query, ROWS_A_PAGE, cursor);
    const shown = addressOf(query);
    const model = {
      ...found,
      query,
      tabs: DESK_TABS.map((tab) => ({
        tab,
        count: found.counts[tab],
        url: url("/desk", { office: query.office, kind: query.kind, category: query.category, ...TABS[tab] }),
        current: tab === tabOf(query),
      })),
      mostAtOnce: MOST_AT_ONCE,
      categories: await categories(),
      pager: pagerOf((to) => url("/desk", { ...shown, cursor: to }), { cursor, nextCursor: found.nextCursor }),
    };
    await pages.show(req, res, "questions/desk/desk", { title: req.t("desk.title"), scripts: ["desk"], wide: true }, model);
  });

  return router;
}

const TABS: Record<DeskTab, Record<string, string>> = {
  open: {},
  overdue: { overdue: "1" },
  soon: { soon: "1" },
  mine: { mine: "1" },
  received: { state: "received" },
  answered: { state: "answered" },
  all: { state: "all" },
};

const tabOf = ({ state, overdue, soon, mine }: DeskQuery): DeskTab | null =>
  overdue ? "overdue" : soon ? "soon" : mine ? "mine" : (DESK_TABS.find((tab) => tab === state) ?? null);

const addressOf = ({ overdue, soon, mine, state, ...rest }: DeskQuery) => ({
  ...rest,
  state: state === "open" ? undefined : state,
  overdue: overdue ? 1 : undefined,
  soon: soon ? 1 : undefined,
  mine: mine ? 1 : undefined,
});
