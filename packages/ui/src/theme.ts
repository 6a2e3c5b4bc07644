import { type CSSVariablesResolver, createTheme, darken, lighten, luminance, type MantineTheme } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'indigo',
  // Shade 8 carries white text at 4.5 : 1 or better in both schemes; Mantine's own default (6) does not.
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  // Where black and white text on a colour are equally readable.
  luminanceThreshold: 0.179,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  components: {
    // A dialog's header is none of the page's. It fades in, for what has moved keeps all that opens in it inside its edges.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } }, transitionProps: { transition: 'fade' } }, styles: { title: { fontWeight: 650 } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } }, styles: { title: { fontWeight: 650 } } },
    // A long name in a toast is read whole.
    Notification: { styles: { description: { overflowWrap: 'anywhere' } } },
    // What opens stays inside the landmark that it belongs to, and a menu holds nothing but its items, as screen readers expect.
    // Fixed, so that a short table or a dialog, which scroll, do not cut it off.
    Menu: { defaultProps: { withinPortal: false, floatingStrategy: 'fixed', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { withinPortal: false, floatingStrategy: 'fixed' } },
    Combobox: { defaultProps: { withinPortal: false, floatingStrategy: 'fixed' } },
  },
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.3' }, h2: { fontSize: '1.2rem', lineHeight: '1.35' }, h3: { fontSize: '1.05rem', lineHeight: '1.4' } },
  },
})

/** WCAG 2 contrast of two opaque colours, 1–21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The least (AA, normal text) with a little to spare for tinted rows and hovers. */
const ENOUGH = 4.8

/** The colour itself, or as much darker or lighter as it takes to be read on the background. */
export function readable(color: string, background: string): string {
  const adjust = luminance(background) > 0.179 ? darken : lighten
  for (let amount = 0; amount < 1; amount += 0.04) {
    const candidate = amount === 0 ? color : adjust(color, amount)
    if (contrast(candidate, background) >= ENOUGH) return candidate
  }
  return adjust === darken ? '#000' : '#fff'
}

const shade = (theme: MantineTheme, color: string, index: number): string => theme.colors[color]?.[index] ?? '#000'

/**
 * Mantine's default colours for links, dimmed text, errors and the light and outline variants miss WCAG AA in places.
 * These variables take their place; every pair is checked in theme.test.ts.
 */
export const cssVariablesResolver: CSSVariablesResolver = (theme) => {
  const lightPage = shade(theme, 'gray', 1)
  const darkPage = shade(theme, 'dark', 6)
  const light: Record<string, string> = {
    '--mantine-color-dimmed': readable(shade(theme, 'gray', 7), lightPage),
    '--mantine-color-placeholder': readable(shade(theme, 'gray', 7), lightPage),
    '--mantine-color-anchor': readable(shade(theme, theme.primaryColor, 8), lightPage),
    '--mantine-color-error': readable(shade(theme, 'red', 9), lightPage),
    '--mantine-color-success': readable(shade(theme, 'teal', 9), lightPage),
    '--mantine-color-disabled-color': readable(shade(theme, 'gray', 6), shade(theme, 'gray', 2)),
    // Lines that only divide; Mantine's own components draw theirs in the same colours.
    '--recert-line': shade(theme, 'gray', 3),
    // Edges of fields need 3 : 1 to be seen as such.
    '--recert-field': '#868c94',
  }
  const dark: Record<string, string> = {
    '--mantine-color-dimmed': readable(shade(theme, 'dark', 1), darkPage),
    '--mantine-color-placeholder': readable(shade(theme, 'dark', 2), darkPage),
    '--mantine-color-anchor': readable(shade(theme, theme.primaryColor, 3), darkPage),
    '--mantine-color-error': readable(shade(theme, 'red', 4), darkPage),
    '--mantine-color-success': readable(shade(theme, 'teal', 4), darkPage),
    // Cards are dark-6 themselves; a disabled button must still be seen on one.
    '--mantine-color-disabled': shade(theme, 'dark', 5),
    '--mantine-color-disabled-color': readable(shade(theme, 'dark', 1), shade(theme, 'dark', 5)),
    '--recert-line': shade(theme, 'dark', 4),
    '--recert-field': '#7d7d7d',
  }
  for (const color of Object.keys(theme.colors)) {
    light[`--mantine-color-${color}-text`] = readable(shade(theme, color, 8), lightPage)
    light[`--mantine-color-${color}-outline`] = readable(shade(theme, color, 8), lightPage)
    light[`--mantine-color-${color}-light-color`] = readable(shade(theme, color, 9), shade(theme, color, 2))
    dark[`--mantine-color-${color}-text`] = readable(shade(theme, color, 4), darkPage)
    dark[`--mantine-color-${color}-outline`] = readable(shade(theme, color, 4), darkPage)
    dark[`--mantine-color-${color}-light-color`] = readable(shade(theme, color, 0), darken(shade(theme, color, 9), 0.3))
  }
  return { variables: {}, light, dark }
}
