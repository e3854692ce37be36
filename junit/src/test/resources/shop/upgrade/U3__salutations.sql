ALTER TABLE customer DROP COLUMN salutation;
