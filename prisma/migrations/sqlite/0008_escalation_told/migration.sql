-- AlterTable
ALTER TABLE "Feedback" ADD COLUMN "toldDueAt" DATETIME;
ALTER TABLE "Feedback" ADD COLUMN "toldStages" INTEGER;
