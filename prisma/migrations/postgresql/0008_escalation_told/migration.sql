-- AlterTable
ALTER TABLE "Feedback" ADD COLUMN     "toldDueAt" TIMESTAMP(3),
ADD COLUMN     "toldStages" INTEGER;
