/** Lets at most so many pieces of work run at once; the others wait for their turn, in the order in which they came. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < most) running += 1
    else await new Promise<void>((resolve) => { waiting.push(resolve) })
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever waits takes over the place.
      if (next) next()
      else running -= 1
    }
  }
}
