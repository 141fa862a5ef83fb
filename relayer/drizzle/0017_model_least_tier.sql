ALTER TABLE "chain_model_access" ALTER COLUMN "is_private" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "chain_model_access" ADD COLUMN "least_tier" integer DEFAULT 0 NOT NULL;