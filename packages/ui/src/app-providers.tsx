import type { I18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { useLingui } from '@lingui/react/macro'
import { DirectionProvider, MantineProvider, MantineThemeProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { Hints } from './hints.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import { type Viewer, ViewerProvider } from './viewer.tsx'

/** Everything the shared pieces need around them. The catalogue of `i18n` must be loaded before. */
export function AppProviders({ i18n, viewer, children }: { i18n: I18n; viewer: Viewer; children: ReactNode }) {
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <I18nProvider i18n={i18n}>
          <NamedCloseButtons>
            <ViewerProvider viewer={viewer}>
              {children}
              <Hints />
            </ViewerProvider>
          </NamedCloseButtons>
        </I18nProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}

/** Mantine's close buttons are a cross without a name; here they get one, in the viewer's language. */
function NamedCloseButtons({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const named = { defaultProps: { closeButtonProps: { 'aria-label': t`Close` } } }
  return <MantineThemeProvider theme={{ components: { Notification: named, Modal: named, Drawer: named } }} inherit>{children}</MantineThemeProvider>
}
