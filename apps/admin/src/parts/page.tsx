import { useLingui } from '@lingui/react/macro'
import { Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { TextLink } from './links.tsx'

type Props = {
  /** The page's name: its heading, its tab in the browser, the last of its breadcrumbs. */
  title: string
  /** What the browser calls the page, and the file to which it is printed, where that is not just its name. */
  documentTitle?: string
  /** The last breadcrumb, where the menu calls the page something else. */
  here?: string
  /** The way here, from the top. */
  crumbs?: { title: string; to?: LinkProps['to']; params?: LinkProps['params'] }[]
  /** Beside the heading: what kind or state the page's subject has. */
  badge?: ReactNode
  description?: ReactNode
  /** What can be done here. */
  actions?: ReactNode
  children: ReactNode
}

/** Heading, breadcrumbs and browser title of a page. */
export function Page({ title, documentTitle = `${title} · Recert`, here = title, crumbs = [], badge, description, actions, children }: Props) {
  const { t } = useLingui()
  return (
    <Stack gap="md">
      <title>{documentTitle}</title>
      {crumbs.length > 0 && (
        <nav aria-label={t`Breadcrumbs`} data-screen-only>
          <Breadcrumbs separatorMargin={6} styles={{ breadcrumb: { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: 0, lineHeight: 1.35 } }}>
            {crumbs.map((crumb) => (crumb.to ? <TextLink key={crumb.title} to={crumb.to} params={crumb.params ?? {}} size="sm">{crumb.title}</TextLink> : <Text key={crumb.title} size="sm" c="dimmed">{crumb.title}</Text>))}
            <Text size="sm" aria-current="page">{here}</Text>
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Group gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>{title}</Title>
            {badge}
          </Group>
          {description && <Text c="dimmed" size="sm" mt={4} component="div" style={{ overflowWrap: 'anywhere' }}>{description}</Text>}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
