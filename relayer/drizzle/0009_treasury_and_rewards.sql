CREATE TABLE "chain_campaigns" (
	"id" bigint PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"kind" integer NOT NULL,
	"ends_at" bigint NOT NULL,
	"uri" text NOT NULL,
	"closed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_quests" (
	"id" bigint PRIMARY KEY NOT NULL,
	"kind" integer NOT NULL,
	"token" text NOT NULL,
	"ends_at" bigint NOT NULL,
	"left" bigint NOT NULL,
	"reward" numeric(78, 0) NOT NULL,
	"target" numeric(78, 0) NOT NULL,
	"uri" text NOT NULL,
	"closed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_referral_rewards" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"referee" text NOT NULL,
	"referrer" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_referral_rewards_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_reward_roots" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"campaign" bigint NOT NULL,
	"root" text NOT NULL,
	"total" numeric(78, 0) NOT NULL,
	"active_at" bigint NOT NULL,
	"data_hash" text NOT NULL,
	"uri" text NOT NULL,
	"revoked" boolean DEFAULT false NOT NULL,
	CONSTRAINT "chain_reward_roots_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_flows" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"kind" text NOT NULL,
	"token" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"spark" numeric(78, 0) DEFAULT 0 NOT NULL,
	"sogni" numeric(78, 0) DEFAULT 0 NOT NULL,
	"party" text,
	"tx" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_flows_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_spend_limits" (
	"spender" text NOT NULL,
	"token" text NOT NULL,
	"capacity" numeric(78, 0) NOT NULL,
	"window" bigint NOT NULL,
	CONSTRAINT "chain_spend_limits_spender_token_pk" PRIMARY KEY("spender","token")
);
--> statement-breakpoint
CREATE INDEX "chain_referral_rewards_at" ON "chain_referral_rewards" USING btree ("at");--> statement-breakpoint
CREATE INDEX "chain_reward_roots_campaign" ON "chain_reward_roots" USING btree ("campaign");--> statement-breakpoint
CREATE INDEX "chain_flows_kind" ON "chain_flows" USING btree ("kind","block","log_index");--> statement-breakpoint
CREATE INDEX "chain_flows_at" ON "chain_flows" USING btree ("at");--> statement-breakpoint
CREATE INDEX "chain_lines_at" ON "chain_lines" USING btree ("at");
--> statement-breakpoint
CREATE TRIGGER chain_flows_journal AFTER INSERT OR UPDATE OR DELETE ON chain_flows FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_spend_limits_journal AFTER INSERT OR UPDATE OR DELETE ON chain_spend_limits FOR EACH ROW EXECUTE FUNCTION chain_journal('spender', 'token');
--> statement-breakpoint
CREATE TRIGGER chain_referral_rewards_journal AFTER INSERT OR UPDATE OR DELETE ON chain_referral_rewards FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_quests_journal AFTER INSERT OR UPDATE OR DELETE ON chain_quests FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_campaigns_journal AFTER INSERT OR UPDATE OR DELETE ON chain_campaigns FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_reward_roots_journal AFTER INSERT OR UPDATE OR DELETE ON chain_reward_roots FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
