export type SignIn = { username: string; password: string; role: string }

/** What is known of the organisation once its database is ready. */
export type Prepared = { signIns: SignIn[] }

/** What prepare.ts tells start.ts. */
export type PrepareMessage = { log: string } | { done: Prepared } | { failed: string }
