/** The typed client of the API for web apps. */
export * from './call.ts';
