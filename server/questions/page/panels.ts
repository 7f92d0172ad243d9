import { activityPanel } from "../../activities/panel.ts";
import { knowledgePanel } from "../../knowledge/panel.ts";
import { picturesPanel } from "../../media/panel.ts";
import type { Panel } from "../../threads/panel.ts";
import { questionPanel, supportPanel } from "./panel.ts";

/** Everything that hangs on threads, in the order in which a page shows what stands in one place. */
export const PANELS: readonly Panel[] = [activityPanel, picturesPanel, questionPanel, supportPanel, knowledgePanel];
