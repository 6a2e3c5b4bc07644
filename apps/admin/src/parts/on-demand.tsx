import type { ButtonProps } from '@mantine/core'
import { cloneElement, createElement, type ComponentProps, type ComponentType, type ReactElement, type RefObject, startTransition, use, useEffect, useRef, useState } from 'react'

export type DemandedButton = ReactElement<ButtonProps & ComponentProps<'button'>>
/** What every component gets that `OnDemand` loads. */
export type Demanded = { button: DemandedButton }

type Props<Rest> = {
  button: DemandedButton
  hasPopup: 'menu' | 'dialog'
  /** Loads what takes the button's place at the first click: the same button with what it opens. Begun when somebody reaches for the button. */
  load: () => Promise<ComponentType<Rest & Demanded>>
  rest: Rest
}

/** A button of which the rest, its menu or its filters, is no part of a page's first load. */
export function OnDemand<Rest extends object>({ button, hasPopup, load, rest }: Props<Rest>) {
  const [wanted, setWanted] = useState<Promise<ComponentType<Rest & Demanded>> | null>(null)
  if (wanted) return createElement(use(wanted), { ...rest, button })
  const prepare = () => { load().catch(() => { /* A click says so. */ }) }
  return cloneElement(button, {
    'aria-haspopup': hasPopup, 'aria-expanded': false, onPointerEnter: prepare, onFocus: prepare,
    // The button stays as it is until the rest is there.
    onClick: () => startTransition(() => setWanted(load())),
  })
}

/** For what `OnDemand` loads: it opens at once, from a button that has the focus, so that the focus finds back to it. */
export function useOpenedAtOnce(): { opened: boolean; onChange: (opened: boolean) => void; button: RefObject<HTMLButtonElement | null> } {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
    // Opened when all that is in it is there: only then does the focus go to its first field.
    startTransition(() => setOpened(true))
  }, [])
  return { opened, onChange: setOpened, button }
}

/** For a dialog that is loaded when it is first opened: it opens once it is there, because only then does it know where the focus goes back to. */
export function useOpenedOnceThere(opened: boolean): boolean {
  const [shown, setShown] = useState(false)
  useEffect(() => startTransition(() => setShown(opened)), [opened])
  return shown
}
