-- AlterTable
ALTER TABLE "Account" ADD COLUMN "departmentId" INTEGER;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN "departmentId" INTEGER;

-- AlterTable
ALTER TABLE "Post" ADD COLUMN "answers" TEXT;
ALTER TABLE "Post" ADD COLUMN "office" TEXT;

-- CreateTable
CREATE TABLE "Feedback" (
    "threadId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "state" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'online',
    "filedById" INTEGER,
    "askerId" INTEGER NOT NULL,
    "categoryId" INTEGER,
    "office" TEXT,
    "assisting" TEXT NOT NULL DEFAULT '[]',
    "receivedAt" DATETIME NOT NULL,
    "assignedAt" DATETIME,
    "limitDays" INTEGER NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "complexReason" TEXT,
    "extensionDays" INTEGER,
    "extensionReason" TEXT,
    "transfers" INTEGER NOT NULL DEFAULT 0,
    "answeredAt" DATETIME,
    "onTime" BOOLEAN,
    "reopenedAt" DATETIME,
    "closedAt" DATETIME,
    "mergedIntoId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "FeedbackStep" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "event" TEXT NOT NULL,
    "byId" INTEGER,
    "office" TEXT,
    "note" TEXT NOT NULL,
    "dueAt" DATETIME,
    CONSTRAINT "FeedbackStep_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback" ("threadId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OfficialAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "answeredAt" DATETIME NOT NULL,
    "onTime" BOOLEAN NOT NULL,
    "workingMinutes" INTEGER NOT NULL,
    "solved" TEXT,
    "score" INTEGER,
    "comment" TEXT,
    "ratedAt" DATETIME,
    CONSTRAINT "OfficialAnswer_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback" ("threadId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FeedbackNote" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "FeedbackNote_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback" ("threadId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnswerDraft" (
    "threadId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "editorId" INTEGER NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "step" INTEGER,
    "submittedById" INTEGER
);

-- CreateTable
CREATE TABLE "SignOffStep" (
    "office" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,

    PRIMARY KEY ("office", "position", "accountId")
);

-- CreateTable
CREATE TABLE "AnswerTemplate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "office" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Department" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "leadId" INTEGER,
    "retiredAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Category" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retiredAt" DATETIME
);

-- CreateTable
CREATE TABLE "AssignmentRule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,
    "townId" INTEGER,
    "categoryId" INTEGER,
    "office" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Support" (
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("threadId", "accountId")
);

-- CreateTable
CREATE TABLE "Follower" (
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,

    PRIMARY KEY ("threadId", "accountId")
);

-- CreateTable
CREATE TABLE "KnowledgeEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "categoryId" INTEGER,
    "words" TEXT NOT NULL,
    "reviewOn" TEXT NOT NULL,
    "editedById" INTEGER NOT NULL,
    "editedAt" DATETIME NOT NULL,
    "retiredAt" DATETIME
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Thread" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "townId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "state" TEXT NOT NULL DEFAULT 'published',
    "authorId" INTEGER NOT NULL,
    "openedForTownId" INTEGER,
    "bodyLength" INTEGER NOT NULL,
    "distinctCharacters" INTEGER NOT NULL DEFAULT 0,
    "pictureCount" INTEGER NOT NULL DEFAULT 0,
    "fingerprint" TEXT,
    "quotaMonth" TEXT,
    "creditedMonth" TEXT,
    "shortfall" TEXT,
    "duplicateOfId" INTEGER,
    "similarity" REAL,
    "recapOfId" INTEGER,
    "grantReason" TEXT,
    "private" BOOLEAN NOT NULL DEFAULT false,
    "offices" TEXT NOT NULL DEFAULT '',
    "pinnedAt" DATETIME,
    "replyCount" INTEGER NOT NULL DEFAULT 0,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "titleVersion" INTEGER NOT NULL DEFAULT 1,
    "submittedAt" DATETIME NOT NULL,
    "publishedAt" DATETIME NOT NULL,
    "lastPostAt" DATETIME NOT NULL,
    "waitingSince" DATETIME,
    "answeredAt" DATETIME,
    CONSTRAINT "Thread_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Thread_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Thread" ("answeredAt", "authorId", "bodyLength", "creditedMonth", "distinctCharacters", "duplicateOfId", "fingerprint", "grantReason", "id", "kind", "lastPostAt", "lastSeq", "openedForTownId", "pictureCount", "pinnedAt", "publishedAt", "quotaMonth", "recapOfId", "replyCount", "shortfall", "similarity", "state", "status", "submittedAt", "title", "titleVersion", "townId", "version", "waitingSince") SELECT "answeredAt", "authorId", "bodyLength", "creditedMonth", "distinctCharacters", "duplicateOfId", "fingerprint", "grantReason", "id", "kind", "lastPostAt", "lastSeq", "openedForTownId", "pictureCount", "pinnedAt", "publishedAt", "quotaMonth", "recapOfId", "replyCount", "shortfall", "similarity", "state", "status", "submittedAt", "title", "titleVersion", "townId", "version", "waitingSince" FROM "Thread";
DROP TABLE "Thread";
ALTER TABLE "new_Thread" RENAME TO "Thread";
CREATE INDEX "Thread_townId_state_lastPostAt_id_idx" ON "Thread"("townId", "state", "lastPostAt", "id");
CREATE INDEX "Thread_townId_state_kind_lastPostAt_id_idx" ON "Thread"("townId", "state", "kind", "lastPostAt", "id");
CREATE INDEX "Thread_townId_state_publishedAt_id_idx" ON "Thread"("townId", "state", "publishedAt", "id");
CREATE INDEX "Thread_townId_state_kind_publishedAt_id_idx" ON "Thread"("townId", "state", "kind", "publishedAt", "id");
CREATE INDEX "Thread_state_lastPostAt_id_idx" ON "Thread"("state", "lastPostAt", "id");
CREATE INDEX "Thread_state_kind_lastPostAt_id_idx" ON "Thread"("state", "kind", "lastPostAt", "id");
CREATE INDEX "Thread_state_publishedAt_id_idx" ON "Thread"("state", "publishedAt", "id");
CREATE INDEX "Thread_state_kind_publishedAt_id_idx" ON "Thread"("state", "kind", "publishedAt", "id");
CREATE INDEX "Thread_waitingSince_id_idx" ON "Thread"("waitingSince", "id");
CREATE INDEX "Thread_townId_waitingSince_id_idx" ON "Thread"("townId", "waitingSince", "id");
CREATE INDEX "Thread_creditedMonth_townId_kind_idx" ON "Thread"("creditedMonth", "townId", "kind");
CREATE INDEX "Thread_openedForTownId_quotaMonth_idx" ON "Thread"("openedForTownId", "quotaMonth");
CREATE INDEX "Thread_quotaMonth_idx" ON "Thread"("quotaMonth");
CREATE INDEX "Thread_kind_publishedAt_idx" ON "Thread"("kind", "publishedAt");
CREATE INDEX "Thread_pinnedAt_townId_idx" ON "Thread"("pinnedAt", "townId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Feedback_office_state_dueAt_idx" ON "Feedback"("office", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Feedback_state_dueAt_idx" ON "Feedback"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Feedback_askerId_threadId_idx" ON "Feedback"("askerId", "threadId");

-- CreateIndex
CREATE INDEX "Feedback_receivedAt_idx" ON "Feedback"("receivedAt");

-- CreateIndex
CREATE INDEX "Feedback_answeredAt_idx" ON "Feedback"("answeredAt");

-- CreateIndex
CREATE INDEX "FeedbackStep_threadId_id_idx" ON "FeedbackStep"("threadId", "id");

-- CreateIndex
CREATE INDEX "FeedbackStep_event_at_idx" ON "FeedbackStep"("event", "at");

-- CreateIndex
CREATE UNIQUE INDEX "OfficialAnswer_postId_key" ON "OfficialAnswer"("postId");

-- CreateIndex
CREATE INDEX "OfficialAnswer_threadId_id_idx" ON "OfficialAnswer"("threadId", "id");

-- CreateIndex
CREATE INDEX "OfficialAnswer_answeredAt_idx" ON "OfficialAnswer"("answeredAt");

-- CreateIndex
CREATE INDEX "FeedbackNote_threadId_id_idx" ON "FeedbackNote"("threadId", "id");

-- CreateIndex
CREATE INDEX "AnswerTemplate_office_id_idx" ON "AnswerTemplate"("office", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Department_slug_key" ON "Department"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Category_slug_key" ON "Category"("slug");

-- CreateIndex
CREATE INDEX "Support_accountId_idx" ON "Support"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "KnowledgeEntry_threadId_key" ON "KnowledgeEntry"("threadId");

-- CreateIndex
CREATE INDEX "KnowledgeEntry_retiredAt_id_idx" ON "KnowledgeEntry"("retiredAt", "id");
