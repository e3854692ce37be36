CREATE OR REPLACE VIEW names AS SELECT shout(name) AS name FROM customer;
