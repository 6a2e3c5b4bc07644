import { useState } from 'react'

/** Rows that are chosen: some by their keys, or `everything` that the list's filters match, loaded or not. */
export type Chosen = { keys: ReadonlySet<string>; everything: boolean }

export type Selection = Chosen & {
  isChosen: (key: string) => boolean
  /** `through`: with all rows from the last one that was chosen or taken away. */
  choose: (key: string, chosen: boolean, through: boolean) => void
  chooseLoaded: () => void
  chooseEverything: () => void
  clear: () => void
}

export const NOTHING: Chosen = { keys: new Set(), everything: false }

/** What is chosen after some rows more, or fewer. Whoever takes one away from everything keeps those that they see: `loaded`. */
export function chosenAfter({ keys, everything }: Chosen, changed: readonly string[], chosen: boolean, loaded: readonly string[]): Chosen {
  const next = new Set(everything ? loaded : keys)
  for (const key of changed) if (chosen) next.add(key); else next.delete(key)
  return { keys: next, everything: everything && chosen }
}

/** The rows from one to another, whichever comes first. */
export function through(loaded: readonly string[], from: string | null, to: string): string[] {
  const [first, last] = [loaded.indexOf(from ?? to), loaded.indexOf(to)].toSorted((a, b) => a - b) as [number, number]
  return first < 0 ? [to] : loaded.slice(first, last + 1)
}

/** A selection that is empty again as soon as the list is another one. `listId` says which list it is: its filters, say. `loaded`: the keys of the rows that are there. */
export function useSelection(listId: string, loaded: readonly string[]): Selection {
  const [held, setHeld] = useState<{ listId: string; chosen: Chosen; last: string | null }>({ listId, chosen: NOTHING, last: null })
  const { chosen: now, last } = held.listId === listId ? held : { chosen: NOTHING, last: null }
  const hold = (chosen: Chosen, key: string | null = null) => setHeld({ listId, chosen, last: key })
  return {
    ...now,
    isChosen: (key) => now.everything || now.keys.has(key),
    choose: (key, chosen, range) => hold(chosenAfter(now, range ? through(loaded, last, key) : [key], chosen, loaded), key),
    chooseLoaded: () => hold(chosenAfter(now, loaded, true, loaded)),
    chooseEverything: () => hold({ keys: new Set(), everything: true }),
    clear: () => hold(NOTHING),
  }
}
