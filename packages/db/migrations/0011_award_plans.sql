DROP INDEX "award_person";--> statement-breakpoint
-- What is included cannot be said in the schema: see there.
CREATE INDEX "award_person" ON "award" USING btree ("person_id","certification_id") INCLUDE ("ended_at","expires_at");--> statement-breakpoint
-- Of an expression that only partial indexes hold, the planner gathers nothing and guesses: that one in 200 never expires, and a third has expired.
CREATE STATISTICS "award_expiry" ON (coalesce("expires_at", 'infinity'::timestamptz)) FROM "award";--> statement-breakpoint
ANALYZE "award";
