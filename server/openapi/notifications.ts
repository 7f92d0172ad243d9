import { z } from "zod";
import { TownQuotaQuery } from "../quota/inputs.ts";
import { instant, list, month, reads, slugPath } from "./words.ts";

/** What one is told, here and by e-mail. */
export const notificationPaths = {
  "/quota/{slug}/reminders": {
    get: reads("What a town was reminded of, newest first (its association, administrators)", list(z.object({ month, stage: z.string(), sentAt: instant })), {
      requestParams: { ...slugPath, query: TownQuotaQuery },
    }),
  },
};
