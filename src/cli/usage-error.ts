/** A mistake in the command line; `message` is a sentence. The program ends with 1. */
export class UsageError extends Error {}
