ALTER TABLE customer ADD COLUMN salutation varchar(210);
UPDATE customer SET salutation = 'Dear ' || first_name || ' ' || last_name;
ALTER TABLE customer ALTER COLUMN salutation SET NOT NULL;
