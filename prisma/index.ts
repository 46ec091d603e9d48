/** The database client generated from the schema, and its types. */
export * from './generated/client.ts';
