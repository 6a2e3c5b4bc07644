export type PickedPerson = { id: string; label: string }
/** People one by one, groups and branches, as somebody picks them. Groups and branches by id. */
export type Picked = { people: PickedPerson[]; groups: string[]; branches: string[] }

export const NOBODY: Picked = { people: [], groups: [], branches: [] }

export const nobodyPicked = ({ people, groups, branches }: Picked): boolean => people.length + groups.length + branches.length === 0

/** As the API takes it. */
export const selectionOf = ({ people, groups, branches }: Picked) => ({ usernames: people.map(({ id }) => id), groups, branches })
