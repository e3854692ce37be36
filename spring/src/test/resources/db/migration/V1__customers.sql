create table customer (
  id bigint generated always as identity primary key,
  name varchar(100) not null unique,
  balance integer not null default 0
);
insert into customer (name) values ('Ada'), ('Grace');
