import { type Request, type Response, Router } from "express";
import { idIn } from "../../core/text-fields.ts";
import { safeReturn, threadUrl } from "../../core/urls.ts";
import type { Form } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form } from "../../http/writes.ts";
import { NOTE_LENGTH, NoteInput, NotesQuery } from "../workflow/inputs.ts";
import { addNote } from "./notes.ts";
import { type NotesPage, notesPage, notesPageAgain } from "./notes-page.ts";

/** What colleagues who handle a question say to each other. */
export function notePages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/feedback/notes", async (req, res) => {
    const { before } = NotesQuery.parse(req.query);
    await show(req, res, await notesPage(req.actor, idIn(req.params.id), before), null);
  });
  router.post(
    "/threads/:id/feedback/notes",
    ...form(
      async (req, res) => {
        const { id } = await addNote(req.actor, NoteInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
        res.redirect(303, `${safeReturn(req.body?.returnTo ?? threadUrl(id))}#notes`);
      },
      async (req, res, failed) => show(req, res, await notesPageAgain(req.actor, idIn(req.params.id)), failed),
    ),
  );

  async function show(req: Request, res: Response, model: NotesPage, failed: Form | null) {
    const page = { title: req.t("desk.notes.title") };
    await pages.show(req, res, "questions/page/notes-page", page, { ...model, form: failed, limit: NOTE_LENGTH });
  }

  return router;
}
