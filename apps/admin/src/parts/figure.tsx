import { useLingui } from '@lingui/react/macro'
import { Paper, Text } from '@mantine/core'
import { formatCount } from '@recert/ui/format'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './figure.module.css'
import { TextLink } from './links.tsx'

type FigureProps = { title: string; value: number; link: Pick<LinkProps, 'to' | 'search'>; alarming?: boolean; children?: ReactNode }

/** A number that leads to what it counts. */
export function Figure({ title, value, link, alarming = false, children }: FigureProps) {
  const { i18n } = useLingui()
  return (
    <Paper withBorder>
      <TextLink {...link} underline="never" className={classes.figure} p="sm">
        <Text span display="block" size="sm" c="dimmed">{title}</Text>
        <Text span display="block" size="xl" fw={650} lh={1.3} {...(alarming ? { c: 'var(--mantine-color-red-text)' } : {})}>{formatCount(value, i18n.locale)}</Text>
        <Text span display="block" size="xs" c="dimmed" mih="1.2em">{children}</Text>
      </TextLink>
    </Paper>
  )
}
