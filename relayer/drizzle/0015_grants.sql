CREATE TABLE "grants" (
	"key" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"signed" jsonb NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL
);
