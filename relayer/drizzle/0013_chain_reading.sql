CREATE TABLE "chain_reading" (
	"id" integer PRIMARY KEY NOT NULL,
	"reading" integer NOT NULL
);
