ALTER TABLE "user_operations" ADD COLUMN "most" integer;--> statement-breakpoint
CREATE INDEX "user_operations_reverted" ON "user_operations" USING btree ("sender") WHERE most = 0;