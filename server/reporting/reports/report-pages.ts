import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { monthIn, yearIn, yearInput } from "../../calendar/month-inputs.ts";
import { config } from "../../core/config.ts";
import { XLSX } from "../../core/spreadsheets.ts";
import { townQuotaUrl, url } from "../../core/urls.ts";
import { attached } from "../../http/attached.ts";
import { limited } from "../../http/limits.ts";
import type { Pages } from "../../http/pages.ts";
import { monthReport, presentYear, type Standing, townYearReport, yearReport } from "./report.ts";
import { csvOf } from "./report-csv.ts";
import { monthSheets } from "./report-month-sheet.ts";
import type { Report } from "./report-sheet.ts";
import { townSheets } from "./report-town-sheet.ts";
import { xlsxOf } from "./report-xlsx.ts";
import { yearSheets } from "./report-year-sheet.ts";

/** A report as it is asked for: its page, and where that leads back to. */
interface Asked {
  read: Standing;
  report: Report;
  backUrl: string;
}

/** The reports: each as a page for printing, an Excel file and CSV, all of the same sheets. */
export function reportPages(pages: Pages): Router {
  const router = Router();

  const serve = (path: string, ask: (req: Request) => Promise<Asked>) => {
    router.get(`${path}.xlsx`, limited("report"), async (req, res) => {
      const { read, report } = await ask(req);
      const file = await xlsxOf(report, req.t, read.madeAt);
      res.set("content-disposition", named(report, "xlsx")).type(XLSX).send(file);
    });
    router.get(`${path}.csv`, limited("report"), async (req, res) => {
      const { report } = await ask(req);
      res
        .set("content-disposition", named(report, "csv"))
        .type("text/csv; charset=utf-8")
        .send(await csvOf(report));
    });
    router.get(path, (req, res) => show(req, res, ask));
  };
  serve("/quota/:month/report", async (req) => {
    const month = monthIn(req.params.month);
    const read = await monthReport(month);
    return { read, report: monthSheets(read, req.t, config().timeZone), backUrl: url(`/quota/${month}`) };
  });
  serve("/quota/year/:year/report", async (req) => {
    const read = await yearReport(yearIn(req.params.year));
    return { read, report: yearSheets(read, req.t, config().timeZone), backUrl: url("/quota") };
  });
  serve("/towns/:slug/quota/report", async (req) => {
    const { year = presentYear() } = z.object({ year: yearInput.optional() }).parse(req.query);
    const read = await townYearReport(String(req.params.slug), year);
    return { read, report: townSheets(read, req.t, config().timeZone), backUrl: townQuotaUrl(read.town.slug) };
  });

  async function show(req: Request, res: Response, ask: (req: Request) => Promise<Asked>) {
    const { report, backUrl } = await ask(req);
    const [sheet] = report.sheets;
    const [path, query = ""] = req.originalUrl.split(/(?=\?)/);
    const files = ["xlsx", "csv"].map((kind) => ({ kind, url: `${path}.${kind}${query}` }));
    await pages.show(
      req,
      res,
      "reporting/reports/report",
      { title: sheet.title, scripts: ["print"], wide: sheet.wide },
      { sheet, notes: report.notes, files, backUrl },
    );
  }

  return router;
}

const named = ({ fileName, plainName }: Report, ending: string): string => attached(`${fileName}.${ending}`, `${plainName}.${ending}`);
