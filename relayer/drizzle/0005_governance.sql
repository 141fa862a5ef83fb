CREATE TABLE "chain_proposals" (
	"id" numeric(78, 0) PRIMARY KEY NOT NULL,
	"proposer" text NOT NULL,
	"calls" jsonb NOT NULL,
	"description" text NOT NULL,
	"snapshot" bigint NOT NULL,
	"deadline" bigint NOT NULL,
	"eta" bigint,
	"canceled" boolean DEFAULT false NOT NULL,
	"executed" boolean DEFAULT false NOT NULL,
	"against" numeric(78, 0) DEFAULT 0 NOT NULL,
	"in_favour" numeric(78, 0) DEFAULT 0 NOT NULL,
	"abstain" numeric(78, 0) DEFAULT 0 NOT NULL,
	"tx" text NOT NULL,
	"block" bigint NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_votes" (
	"proposal" numeric(78, 0) NOT NULL,
	"voter" text NOT NULL,
	"support" integer NOT NULL,
	"weight" numeric(78, 0) NOT NULL,
	"reason" text NOT NULL,
	"tx" text NOT NULL,
	"block" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_votes_proposal_voter_pk" PRIMARY KEY("proposal","voter")
);
--> statement-breakpoint
CREATE INDEX "chain_proposals_block" ON "chain_proposals" USING btree ("block");--> statement-breakpoint
CREATE TRIGGER chain_proposals_journal AFTER INSERT OR UPDATE OR DELETE ON chain_proposals FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_votes_journal AFTER INSERT OR UPDATE OR DELETE ON chain_votes FOR EACH ROW EXECUTE FUNCTION chain_journal('proposal', 'voter');
