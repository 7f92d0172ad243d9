import type Database from "better-sqlite3";

export interface Question {
  threadId: number | bigint;
  askerId: number;
  office: string;
  categoryId?: number | null;
  /** Instants as the database keeps them. */
  receivedAt: string;
  dueAt: string;
  /** Null: it waits. */
  answeredAt: string | null;
}

/** Writes what a question's thread has beside it: its row, its timeline, its answer. @returns the function that writes one */
export function questionsInto(database: Database.Database): (question: Question) => void {
  const feedback = database.prepare(
    `INSERT INTO "Feedback" ("threadId", "state", "askerId", "categoryId", "office", "receivedAt", "limitDays", "dueAt", "answeredAt", "onTime") VALUES (?, ?, ?, ?, ?, ?, 5, ?, ?, ?)`,
  );
  const step = database.prepare(`INSERT INTO "FeedbackStep" ("threadId", "at", "event", "byId", "office", "note", "dueAt") VALUES (?, ?, ?, NULL, ?, '', ?)`);
  const post = database.prepare(
    `INSERT INTO "Post" ("threadId", "seq", "path", "depth", "authorId", "body", "html", "version", "createdAt") VALUES (?, 1, '1', 1, 1, '答复', '<p>答复</p>', 1, ?)`,
  );
  const answer = database.prepare(
    `INSERT INTO "OfficialAnswer" ("threadId", "postId", "office", "byId", "answeredAt", "onTime", "workingMinutes", "score", "ratedAt") VALUES (?, ?, ?, 1, ?, ?, ?, 4, ?)`,
  );
  return ({ threadId, askerId, office, categoryId = null, receivedAt, dueAt, answeredAt }) => {
    const onTime = answeredAt === null ? null : Number(answeredAt < dueAt);
    feedback.run(threadId, answeredAt === null ? "assigned" : "closed", askerId, categoryId, office, receivedAt, dueAt, answeredAt, onTime);
    step.run(threadId, receivedAt, "received", null, null);
    step.run(threadId, receivedAt, "assigned", office, dueAt);
    if (answeredAt === null) return;
    for (const event of ["answered", "rated", "closed"]) step.run(threadId, answeredAt, event, office, null);
    const { lastInsertRowid } = post.run(threadId, answeredAt);
    answer.run(threadId, lastInsertRowid, office, answeredAt, onTime, 60 + (Number(threadId) % 2400), answeredAt);
  };
}
