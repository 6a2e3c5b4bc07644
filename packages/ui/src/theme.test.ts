import { DEFAULT_THEME, darken, mergeMantineTheme } from '@mantine/core'
import { expect, test } from 'vitest'
import { contrast, cssVariablesResolver, theme } from './theme.ts'

const merged = mergeMantineTheme(DEFAULT_THEME, theme)
const { light, dark } = cssVariablesResolver(merged)
const AA = 4.5

test('text colours can be read on the page in both schemes', () => {
  for (const name of ['dimmed', 'placeholder', 'anchor', 'error', 'success']) {
    expect(contrast(light[`--mantine-color-${name}`] ?? '', '#ffffff'), `light ${name}`).toBeGreaterThan(AA)
    expect(contrast(dark[`--mantine-color-${name}`] ?? '', merged.colors.dark[7]), `dark ${name}`).toBeGreaterThan(AA)
  }
})

test('every colour can be read as text and on its own light background', () => {
  for (const [color, shades] of Object.entries(merged.colors)) {
    expect(contrast(light[`--mantine-color-${color}-text`] ?? '', '#ffffff'), `light ${color}`).toBeGreaterThan(AA)
    expect(contrast(light[`--mantine-color-${color}-light-color`] ?? '', shades[1]), `light ${color} badge`).toBeGreaterThan(AA)
    expect(contrast(dark[`--mantine-color-${color}-text`] ?? '', merged.colors.dark[7]), `dark ${color}`).toBeGreaterThan(AA)
    expect(contrast(dark[`--mantine-color-${color}-light-color`] ?? '', darken(shades[9], 0.5)), `dark ${color} badge`).toBeGreaterThan(AA)
  }
})
