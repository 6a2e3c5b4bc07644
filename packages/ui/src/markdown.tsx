import { useLingui } from '@lingui/react/macro'
import { Typography } from '@mantine/core'
import type { ComponentProps } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import classes from './markdown.module.css'

/**
 * A text in Markdown, with tables and the like. HTML in it stays text, and addresses that could run a program lead nowhere. Headings stand
 * below the page's own, which are of the first and second order. Large: load it lazily.
 */
export function Markdown({ text }: { text: string }) {
  return <Typography className={classes.text}><ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>{text}</ReactMarkdown></Typography>
}

const COMPONENTS: Components = {
  h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6', h6: 'h6',
  a: ({ node: _, href = '', children, ...props }) => href.startsWith('#')
    ? <a {...props} href={href}>{children}</a>
    : <a {...props} href={href} target="_blank" rel="noopener noreferrer">{children}</a>,
  // Pictures of other sites are not loaded: they would learn who reads.
  img: ({ src = '', alt = '' }) => typeof src === 'string' && /^\/(?!\/)/.test(src)
    ? <img src={src} alt={alt} />
    : <a href={String(src)} target="_blank" rel="noopener noreferrer">{alt || String(src)}</a>,
  table: ({ node: _, ...props }) => <div className={classes.scroll} tabIndex={0} role="group"><table {...props} /></div>,
  input: ({ node: _, ...props }) => <Tick {...props} />,
}

/** The box of a task in a list. */
function Tick({ checked }: ComponentProps<'input'>) {
  const { t } = useLingui()
  return <input type="checkbox" checked={checked === true} readOnly disabled aria-label={checked ? t`Done` : t`To do`} />
}
