import type { I18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { cssVariablesResolver, theme } from './theme.ts'
import { type Viewer, ViewerProvider } from './viewer.tsx'

/** Everything the shared pieces need around them. The catalogue of `i18n` must be loaded before. */
export function AppProviders({ i18n, viewer, children }: { i18n: I18n; viewer: Viewer; children: ReactNode }) {
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <I18nProvider i18n={i18n}>
          <ViewerProvider viewer={viewer}>
            {children}
          </ViewerProvider>
        </I18nProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}
