/** A person's name, else the username. */
export const nameOf = ({ firstName, lastName, username }: { firstName: string; lastName: string; username: string }): string => `${firstName} ${lastName}`.trim() || username
