-- AlterTable
ALTER TABLE "Town" ADD COLUMN "onDutyUntil" TEXT;
ALTER TABLE "Town" ADD COLUMN "peerGroup" TEXT;

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "changedById" INTEGER
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "date" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "QuotaPolicy" (
    "month" TEXT NOT NULL PRIMARY KEY,
    "target" INTEGER NOT NULL,
    "kinds" TEXT NOT NULL,
    "perKind" TEXT NOT NULL,
    "minimumCharacters" INTEGER NOT NULL,
    "minimumCharactersWithPicture" INTEGER NOT NULL,
    "minimumDistinctCharacters" INTEGER NOT NULL,
    "duplicateThreshold" REAL NOT NULL,
    "settlementDay" INTEGER NOT NULL,
    "approvalDays" INTEGER NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "changedById" INTEGER
);

-- CreateTable
CREATE TABLE "TownPolicy" (
    "townId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "target" INTEGER,
    "changedAt" DATETIME NOT NULL,
    "changedById" INTEGER,

    PRIMARY KEY ("townId", "month")
);

-- CreateTable
CREATE TABLE "Exemption" (
    "townId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "changedById" INTEGER,

    PRIMARY KEY ("townId", "month")
);

-- CreateTable
CREATE TABLE "MonthClose" (
    "month" TEXT NOT NULL PRIMARY KEY,
    "closedAt" DATETIME NOT NULL,
    "closedById" INTEGER,
    "result" TEXT NOT NULL,
    "reopenedAt" DATETIME,
    "reopenedById" INTEGER,
    "reopenReason" TEXT
);

-- CreateTable
CREATE TABLE "MonthCorrection" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "month" TEXT NOT NULL,
    "townId" INTEGER NOT NULL,
    "before" INTEGER NOT NULL,
    "after" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Bulletin" (
    "month" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "editedAt" DATETIME NOT NULL,
    "editedById" INTEGER NOT NULL,
    "threadId" INTEGER
);

-- CreateTable
CREATE TABLE "Reminder" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "month" TEXT NOT NULL,
    "townId" INTEGER,
    "stage" TEXT NOT NULL,
    "sentAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "accountId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "args" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "readAt" DATETIME,
    CONSTRAINT "Notification_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MailRecipient" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "townId" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT,
    "leaveHash" TEXT NOT NULL,
    "createdById" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "OutboxItem" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "channel" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "notBefore" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" DATETIME,
    "failedAt" DATETIME,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "Job" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "leaseUntil" DATETIME NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "Activity" (
    "threadId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME,
    "place" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "capacity" INTEGER,
    "campaignDay" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "stateNote" TEXT,
    "movedFrom" DATETIME,
    "headCount" INTEGER,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "Activity_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignUp" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "people" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "SignUp_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Activity" ("threadId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SignUp_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Picture" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "uploadedById" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Picture_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "townId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "activity" TEXT,
    "recapOfId" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "publishAt" DATETIME,
    "submittedAt" DATETIME,
    "step" INTEGER,
    "round" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "threadId" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DraftDecision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "draftId" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "step" INTEGER,
    "role" TEXT,
    "decision" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "asDeputy" BOOLEAN NOT NULL DEFAULT false,
    "remark" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "DraftDecision_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "Draft" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApprovalStep" (
    "townId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "role" TEXT NOT NULL,

    PRIMARY KEY ("townId", "position")
);

-- CreateTable
CREATE TABLE "ApprovalMember" (
    "townId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "accountId" INTEGER NOT NULL,
    "deputy" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("townId", "role", "accountId")
);

-- CreateTable
CREATE TABLE "Template" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "townId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "activity" TEXT,
    "createdById" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CampaignDay" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "townId" INTEGER,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Account" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "username" TEXT NOT NULL,
    "usernameKey" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'resident',
    "state" TEXT NOT NULL DEFAULT 'active',
    "townId" INTEGER,
    "locale" TEXT,
    "email" TEXT,
    "mailNotices" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Account_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Account" ("createdAt", "displayName", "id", "locale", "passwordHash", "role", "state", "townId", "username", "usernameKey") SELECT "createdAt", "displayName", "id", "locale", "passwordHash", "role", "state", "townId", "username", "usernameKey" FROM "Account";
DROP TABLE "Account";
ALTER TABLE "new_Account" RENAME TO "Account";
CREATE UNIQUE INDEX "Account_usernameKey_key" ON "Account"("usernameKey");
CREATE INDEX "Account_role_state_idx" ON "Account"("role", "state");
CREATE INDEX "Account_townId_idx" ON "Account"("townId");
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
INSERT INTO "new_Thread" ("authorId", "bodyLength", "creditedMonth", "id", "kind", "lastPostAt", "lastSeq", "openedForTownId", "pinnedAt", "publishedAt", "replyCount", "state", "status", "title", "titleVersion", "townId", "version", "waitingSince", "submittedAt", "quotaMonth", "answeredAt") SELECT "authorId", "bodyLength", "creditedMonth", "id", "kind", "lastPostAt", "lastSeq", "openedForTownId", "pinnedAt", "publishedAt", "replyCount", "state", "status", "title", "titleVersion", "townId", "version", "waitingSince", "publishedAt", "creditedMonth",
  CASE WHEN "kind" IN ('QUESTION', 'OPINION') THEN (SELECT MIN(p."createdAt") FROM "Post" p WHERE p."threadId" = "Thread"."id" AND p."seq" > 0 AND p."official" AND p."state" = 'published') END FROM "Thread";
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
CREATE INDEX "MonthCorrection_month_townId_id_idx" ON "MonthCorrection"("month", "townId", "id");

-- CreateIndex
CREATE INDEX "Reminder_month_townId_idx" ON "Reminder"("month", "townId");

-- CreateIndex
CREATE INDEX "Notification_accountId_readAt_idx" ON "Notification"("accountId", "readAt");

-- CreateIndex
CREATE INDEX "Notification_accountId_id_idx" ON "Notification"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_accountId_key_key" ON "Notification"("accountId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "MailRecipient_leaveHash_key" ON "MailRecipient"("leaveHash");

-- CreateIndex
CREATE UNIQUE INDEX "MailRecipient_townId_email_key" ON "MailRecipient"("townId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "OutboxItem_key_key" ON "OutboxItem"("key");

-- CreateIndex
CREATE INDEX "OutboxItem_sentAt_failedAt_notBefore_idx" ON "OutboxItem"("sentAt", "failedAt", "notBefore");

-- CreateIndex
CREATE INDEX "Activity_startsAt_idx" ON "Activity"("startsAt");

-- CreateIndex
CREATE INDEX "SignUp_threadId_state_id_idx" ON "SignUp"("threadId", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SignUp_threadId_accountId_key" ON "SignUp"("threadId", "accountId");

-- CreateIndex
CREATE INDEX "Picture_threadId_position_idx" ON "Picture"("threadId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Draft_threadId_key" ON "Draft"("threadId");

-- CreateIndex
CREATE INDEX "Draft_townId_state_changedAt_idx" ON "Draft"("townId", "state", "changedAt");

-- CreateIndex
CREATE INDEX "Draft_state_publishAt_idx" ON "Draft"("state", "publishAt");

-- CreateIndex
CREATE INDEX "DraftDecision_draftId_id_idx" ON "DraftDecision"("draftId", "id");

-- CreateIndex
CREATE INDEX "ApprovalMember_accountId_idx" ON "ApprovalMember"("accountId");

-- CreateIndex
CREATE INDEX "Template_townId_id_idx" ON "Template"("townId", "id");

-- CreateIndex
CREATE INDEX "CampaignDay_townId_idx" ON "CampaignDay"("townId");

-- CreateIndex
CREATE INDEX "Post_createdAt_idx" ON "Post"("createdAt");

-- CreateIndex
CREATE INDEX "AuditEntry_action_id_idx" ON "AuditEntry"("action", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_id_idx" ON "AuditEntry"("actorId", "id");
