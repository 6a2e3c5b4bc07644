import { useEffect } from 'react'

/** Gives the focus to an element, by its id, once the caller is gone: a dialog that comes and goes as a whole does not do so itself. */
export function useFocusBack(id: string): void {
  useEffect(() => () => document.getElementById(id)?.focus({ preventScroll: true }), [id])
}
