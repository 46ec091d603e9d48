-- Part of a name or username is found among a million customers by trigrams.
create extension if not exists pg_trgm;

alter table customer add column search_text text generated always as (
  lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(username, ''))
) stored;

create index customer_search_text_idx on customer using gin (search_text gin_trgm_ops);
