import { z } from "zod";
import { listOf } from "../core/output-fields.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { oneOf } from "../core/text-fields.ts";
import { threadUrl } from "../core/urls.ts";
import { StartThreadInput } from "../forum/inputs.ts";
import { accepted, created } from "../http/api-operation.ts";
import { apiRouter } from "../http/api-router.ts";
import { ThreadJson, wholeThread } from "../questions/page/thread-json.ts";
import { townIdOf } from "../towns/towns.ts";
import { DRAFT_STATES } from "./approval.ts";
import { approveDraft, sendBackDraft } from "./deciding.ts";
import { discardDraft, restoreDraft } from "./discarding.ts";
import { draftJson } from "./draft-page.ts";
import { draftItems, draftUrl, waitingForMe } from "./draft-rows.ts";
import { ApproveInput, DraftInput, EditDraftInput, ScheduleInput, SendBackInput, SendInput } from "./inputs.ts";
import { DraftItemJson, DraftJson } from "./outputs.ts";
import { editDraft, saveDraft } from "./save-draft.ts";
import { sendDraft, withdrawDraft } from "./sending.ts";
import { submitThread } from "./submit-thread.ts";

/** Drafts and their way to the public; a new thread may begin as one. */
export const draftsApi = apiRouter();

const DraftsQuery = z.object({
  town: z.string().max(64).optional(),
  state: oneOf(DRAFT_STATES, "wrongType").optional(),
  waiting: z.enum(["me"], { error: "wrongType" }).optional(),
  limit: limitInput,
  cursor: cursorInput,
});

draftsApi.post("/threads", {
  summary: "Start a thread",
  body: StartThreadInput,
  answers: { 201: ThreadJson, 202: z.object({ draft: z.number().int() }) },
  handle: async (req, { body }) => {
    const submitted = await submitThread(req.actor, body);
    if ("draftId" in submitted) return accepted({ draft: submitted.draftId });
    return created(threadUrl(submitted.threadId), await wholeThread(req.actor, submitted.threadId));
  },
});

draftsApi.get("/drafts", {
  summary: "Drafts that one may see; `waiting=me`: those whose next step is one's own",
  query: DraftsQuery,
  answers: { 200: listOf(DraftItemJson) },
  handle: async (req, { query: { town, state, waiting, limit, cursor } }) => {
    if (waiting) return { items: await waitingForMe(req.actor), nextCursor: null };
    const townId = town === undefined ? undefined : await townIdOf(town);
    return draftItems(req.actor, { townId, states: state && [state] }, limit, cursor);
  },
});

draftsApi.post("/drafts", {
  summary: "Keep a draft (associations)",
  body: DraftInput,
  answers: { 201: DraftJson },
  handle: async (req, { body }) => {
    const { id } = await saveDraft(req.actor, body);
    return created(draftUrl(id), await draftJson(req.actor, id));
  },
});

draftsApi.get("/drafts/:id", {
  summary: "A draft with its text and its chain",
  answers: { 200: DraftJson },
  handle: (req, { id }) => draftJson(req.actor, id),
});

draftsApi.patch("/drafts/:id", {
  summary: "Change a draft; another `version` is refused with 409",
  body: EditDraftInput,
  answers: { 200: DraftJson },
  handle: async (req, { id, body }) => {
    await editDraft(req.actor, id, body);
    return draftJson(req.actor, id);
  },
});

draftsApi.delete("/drafts/:id", {
  summary: "Discard a draft",
  handle: (req, { id }) => discardDraft(req.actor, id),
});

draftsApi.post("/drafts/:id/restoration", {
  summary: "Take it out of the bin",
  answers: { 200: DraftJson },
  handle: async (req, { id }) => {
    await restoreDraft(req.actor, id);
    return draftJson(req.actor, id);
  },
});

draftsApi.post("/drafts/:id/publication", {
  summary: "Publish it, or send it to the town's approvers (202)",
  body: SendInput,
  answers: { 200: DraftJson, 202: DraftJson },
  handle: async (req, { id, body }) => {
    const sent = await sendDraft(req.actor, { id, version: body.version }, null);
    const draft = await draftJson(req.actor, id);
    return "threadId" in sent ? draft : accepted(draft);
  },
});

draftsApi.put("/drafts/:id/schedule", {
  summary: "Publish it at a time to come (202)",
  body: ScheduleInput.extend(SendInput.shape),
  answers: { 200: DraftJson, 202: DraftJson },
  handle: async (req, { id, body }) => {
    const sent = await sendDraft(req.actor, { id, version: body.version }, body.publishAt);
    const draft = await draftJson(req.actor, id);
    return "threadId" in sent ? draft : accepted(draft);
  },
});

draftsApi.delete("/drafts/:id/schedule", {
  summary: "Call that off",
  answers: { 200: DraftJson },
  handle: async (req, { id }) => {
    await withdrawDraft(req.actor, id);
    return draftJson(req.actor, id);
  },
});

draftsApi.post("/drafts/:id/withdrawal", {
  summary: "Take it back from its approvers or the clock",
  answers: { 200: DraftJson },
  handle: async (req, { id }) => {
    await withdrawDraft(req.actor, id);
    return draftJson(req.actor, id);
  },
});

draftsApi.post("/drafts/:id/approval", {
  summary: "Approve the version that was read (202 while it is not public)",
  body: ApproveInput,
  answers: { 200: DraftJson, 202: DraftJson },
  handle: async (req, { id, body }) => {
    const sent = await approveDraft(req.actor, { id, ...body });
    const draft = await draftJson(req.actor, id);
    return "threadId" in sent ? draft : accepted(draft);
  },
});

draftsApi.post("/drafts/:id/return", {
  summary: "Send it back to its author, saying why",
  body: SendBackInput,
  answers: { 200: DraftJson },
  handle: async (req, { id, body }) => {
    await sendBackDraft(req.actor, { id, ...body });
    return draftJson(req.actor, id);
  },
});
