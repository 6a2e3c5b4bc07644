import { createContext, type ReactNode, use } from 'react'

/** Who looks at the screen, as far as the screen depends on it. */
export type Viewer = { timeZone: string; language: string }

const ViewerContext = createContext<Viewer | null>(null)

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/** The viewer's time zone and language. Throws outside AppProviders. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext)
  if (!viewer) throw new Error('useViewer needs AppProviders around it')
  return viewer
}
