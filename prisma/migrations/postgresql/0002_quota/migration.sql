-- CreateEnum
CREATE TYPE "DayKind" AS ENUM ('rest', 'holiday', 'workday');

-- CreateEnum
CREATE TYPE "ActivityState" AS ENUM ('planned', 'held', 'cancelled', 'moved');

-- CreateEnum
CREATE TYPE "SignUpState" AS ENUM ('confirmed', 'waiting', 'withdrawn');

-- CreateEnum
CREATE TYPE "DraftState" AS ENUM ('draft', 'scheduled', 'submitted', 'sent_back', 'published', 'discarded');

-- CreateEnum
CREATE TYPE "ApprovalRole" AS ENUM ('editor', 'section_head', 'leader');

-- CreateEnum
CREATE TYPE "ApprovalDecision" AS ENUM ('submitted', 'approved', 'sent_back', 'withdrawn', 'published');

-- AlterTable
ALTER TABLE "Town" ADD COLUMN     "onDutyUntil" TEXT,
ADD COLUMN     "peerGroup" TEXT;

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "email" TEXT,
ADD COLUMN     "mailNotices" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "answeredAt" TIMESTAMP(3),
ADD COLUMN     "distinctCharacters" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "duplicateOfId" INTEGER,
ADD COLUMN     "fingerprint" TEXT,
ADD COLUMN     "grantReason" TEXT,
ADD COLUMN     "pictureCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "quotaMonth" TEXT,
ADD COLUMN     "recapOfId" INTEGER,
ADD COLUMN     "shortfall" TEXT,
ADD COLUMN     "similarity" DOUBLE PRECISION,
ADD COLUMN     "submittedAt" TIMESTAMP(3);

-- What stood there before was submitted when it was published. The operator command recompute judges every thread anew.
UPDATE "Thread" SET "submittedAt" = "publishedAt", "quotaMonth" = "creditedMonth",
  "answeredAt" = CASE WHEN "kind" IN ('QUESTION', 'OPINION') THEN (SELECT MIN(p."createdAt") FROM "Post" p WHERE p."threadId" = "Thread"."id" AND p."seq" > 0 AND p."official" AND p."state" = 'published') END;
ALTER TABLE "Thread" ALTER COLUMN "submittedAt" SET NOT NULL;

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedById" INTEGER,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "date" TEXT NOT NULL,
    "kind" "DayKind" NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "QuotaPolicy" (
    "month" TEXT NOT NULL,
    "target" INTEGER NOT NULL,
    "kinds" TEXT NOT NULL,
    "perKind" TEXT NOT NULL,
    "minimumCharacters" INTEGER NOT NULL,
    "minimumCharactersWithPicture" INTEGER NOT NULL,
    "minimumDistinctCharacters" INTEGER NOT NULL,
    "duplicateThreshold" DOUBLE PRECISION NOT NULL,
    "settlementDay" INTEGER NOT NULL,
    "approvalDays" INTEGER NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedById" INTEGER,

    CONSTRAINT "QuotaPolicy_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "TownPolicy" (
    "townId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "target" INTEGER,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedById" INTEGER,

    CONSTRAINT "TownPolicy_pkey" PRIMARY KEY ("townId","month")
);

-- CreateTable
CREATE TABLE "Exemption" (
    "townId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedById" INTEGER,

    CONSTRAINT "Exemption_pkey" PRIMARY KEY ("townId","month")
);

-- CreateTable
CREATE TABLE "MonthClose" (
    "month" TEXT NOT NULL,
    "closedAt" TIMESTAMP(3) NOT NULL,
    "closedById" INTEGER,
    "result" TEXT NOT NULL,
    "reopenedAt" TIMESTAMP(3),
    "reopenedById" INTEGER,
    "reopenReason" TEXT,

    CONSTRAINT "MonthClose_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "MonthCorrection" (
    "id" SERIAL NOT NULL,
    "month" TEXT NOT NULL,
    "townId" INTEGER NOT NULL,
    "before" INTEGER NOT NULL,
    "after" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MonthCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bulletin" (
    "month" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "editedAt" TIMESTAMP(3) NOT NULL,
    "editedById" INTEGER NOT NULL,
    "threadId" INTEGER,

    CONSTRAINT "Bulletin_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "key" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "townId" INTEGER,
    "stage" TEXT NOT NULL,
    "sentAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "args" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "readAt" TIMESTAMP(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailRecipient" (
    "id" SERIAL NOT NULL,
    "townId" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT,
    "leaveHash" TEXT NOT NULL,
    "createdById" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MailRecipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxItem" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "notBefore" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMP(3),
    "failedAt" TIMESTAMP(3),
    "error" TEXT,

    CONSTRAINT "OutboxItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "error" TEXT,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Activity" (
    "threadId" INTEGER NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3),
    "place" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "capacity" INTEGER,
    "campaignDay" TEXT,
    "state" "ActivityState" NOT NULL DEFAULT 'planned',
    "stateNote" TEXT,
    "movedFrom" TIMESTAMP(3),
    "headCount" INTEGER,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "SignUp" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "people" INTEGER NOT NULL DEFAULT 1,
    "state" "SignUpState" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SignUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Picture" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "uploadedById" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" SERIAL NOT NULL,
    "townId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "kind" "Kind" NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "activity" TEXT,
    "recapOfId" INTEGER,
    "state" "DraftState" NOT NULL DEFAULT 'draft',
    "publishAt" TIMESTAMP(3),
    "submittedAt" TIMESTAMP(3),
    "step" INTEGER,
    "round" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "threadId" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DraftDecision" (
    "id" SERIAL NOT NULL,
    "draftId" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "step" INTEGER,
    "role" "ApprovalRole",
    "decision" "ApprovalDecision" NOT NULL,
    "byId" INTEGER NOT NULL,
    "asDeputy" BOOLEAN NOT NULL DEFAULT false,
    "remark" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalStep" (
    "townId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "role" "ApprovalRole" NOT NULL,

    CONSTRAINT "ApprovalStep_pkey" PRIMARY KEY ("townId","position")
);

-- CreateTable
CREATE TABLE "ApprovalMember" (
    "townId" INTEGER NOT NULL,
    "role" "ApprovalRole" NOT NULL,
    "accountId" INTEGER NOT NULL,
    "deputy" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ApprovalMember_pkey" PRIMARY KEY ("townId","role","accountId")
);

-- CreateTable
CREATE TABLE "Template" (
    "id" SERIAL NOT NULL,
    "townId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "Kind" NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "activity" TEXT,
    "createdById" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CampaignDay" (
    "id" SERIAL NOT NULL,
    "townId" INTEGER,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "CampaignDay_pkey" PRIMARY KEY ("id")
);

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
CREATE INDEX "Thread_openedForTownId_quotaMonth_idx" ON "Thread"("openedForTownId", "quotaMonth");

-- CreateIndex
CREATE INDEX "Thread_quotaMonth_idx" ON "Thread"("quotaMonth");

-- CreateIndex
CREATE INDEX "Thread_kind_publishedAt_idx" ON "Thread"("kind", "publishedAt");

-- CreateIndex
CREATE INDEX "Post_createdAt_idx" ON "Post"("createdAt");

-- CreateIndex
CREATE INDEX "AuditEntry_action_id_idx" ON "AuditEntry"("action", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_id_idx" ON "AuditEntry"("actorId", "id");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignUp" ADD CONSTRAINT "SignUp_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Activity"("threadId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignUp" ADD CONSTRAINT "SignUp_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftDecision" ADD CONSTRAINT "DraftDecision_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "Draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
