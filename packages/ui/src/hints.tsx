import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import classes from './hints.module.css'

/** Long enough that a pointer on its way leaves no trail of hints. */
const DELAY_MS = 200
/** Between the hint and its element, and between it and the window's edge. */
const GAP = 5

const hintedBy = (target: EventTarget | null): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null)

/**
 * Shows what an element says in `data-hint` while the pointer is on it, a finger touched it, or the keyboard came to it.
 * One for the whole page, because a list has hundreds of elements with a hint, and each pays for what is its own.
 */
export function Hints() {
  const id = useId()
  const [element, setElement] = useState<HTMLElement | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: number | undefined
    let touching = false
    const show = (hinted: HTMLElement | null, after: number) => {
      window.clearTimeout(timer)
      if (hinted) timer = window.setTimeout(() => setElement(hinted), after)
      else setElement(null)
    }
    const hide = () => show(null, 0)
    const onOver = ({ target }: MouseEvent) => { if (!touching) show(hintedBy(target), DELAY_MS) }
    // A finger that touches a button wants what it does, not what it is for.
    const onClick = ({ target }: MouseEvent) => {
      const hinted = hintedBy(target)
      if (touching && !hinted?.matches('a, button:not([aria-disabled])')) show(hinted, 0)
    }
    const onPointerDown = ({ pointerType }: PointerEvent) => {
      touching = pointerType !== 'mouse'
      hide()
    }
    const onFocus = ({ target }: FocusEvent) => { if (target instanceof Element && target.matches(':focus-visible')) show(hintedBy(target), 0) }
    document.addEventListener('mouseover', onOver)
    document.addEventListener('click', onClick)
    document.addEventListener('pointerdown', onPointerDown, true)
    document.addEventListener('focusin', onFocus)
    const ends = ['focusout', 'keydown'] as const
    for (const end of ends) document.addEventListener(end, hide, { capture: true, passive: true })
    document.documentElement.addEventListener('mouseleave', hide)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('mouseover', onOver)
      document.removeEventListener('click', onClick)
      document.removeEventListener('pointerdown', onPointerDown, true)
      document.removeEventListener('focusin', onFocus)
      for (const end of ends) document.removeEventListener(end, hide, { capture: true })
      document.documentElement.removeEventListener('mouseleave', hide)
    }
  }, [])

  useLayoutEffect(() => {
    const hint = box.current
    if (!element || !hint) return
    const place = () => {
      const at = element.getBoundingClientRect()
      const { width, height } = hint.getBoundingClientRect()
      const above = at.top - height - GAP
      hint.style.top = `${above >= GAP ? above : at.bottom + GAP}px`
      hint.style.left = `${Math.max(GAP, Math.min(at.left + (at.width - width) / 2, document.documentElement.clientWidth - width - GAP))}px`
    }
    place()
    const described = element.hasAttribute('aria-describedby')
    if (!described) element.setAttribute('aria-describedby', id)
    document.addEventListener('scroll', place, { capture: true, passive: true })
    return () => {
      document.removeEventListener('scroll', place, { capture: true })
      if (!described) element.removeAttribute('aria-describedby')
    }
  }, [element, id])

  if (!element?.isConnected) return null
  // Inside the main part of both apps' pages: everything on a page belongs to a landmark.
  return createPortal(<div ref={box} id={id} role="tooltip" className={classes.hint}>{element.dataset.hint}</div>, document.getElementById('content') ?? document.body)
}
