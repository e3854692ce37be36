ALTER TABLE customer ADD COLUMN email text;
UPDATE customer SET email = lower(replace(name, ' ', '.')) || '@example.org';
