import type { Language } from '@recert/domain/people'
import { createElement as h, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from 'react-email'
import { directionOf, insideIsolate, isIsolated, ISOLATED } from './direction.ts'
import { DARK, STYLES } from './look.ts'

/** One thing below the other. Texts are plain: nothing in them is markup. `quiet`: what stands beside the matter. */
export type Block =
  | { kind: 'heading' | 'text' | 'quiet'; text: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'facts'; facts: [label: string, value: string][] }
  | { kind: 'rule' }

export type FooterLine = { text: string; url?: string }

/** `preheader`: what lists of mails show beside the subject. `links`: the addresses that become links where they stand in a text; no others do. */
export type Letter = { language: Language; subject: string; preheader: string; blocks: Block[]; footer: FooterLine[]; links: string[] }

const PREHEADER_MOST = 190

/** A whole mail as HTML: tables and inline styles, no pictures, nothing from elsewhere. Pure. */
export function htmlOf({ language, subject, preheader, blocks, footer, links }: Letter): string {
  // Said outright, as old programs know no `auto`: for what they find without a direction, and for the frame.
  const dir = directionOf(blocks.map((block) => (block.kind === 'text' ? block.text : '')).join('\n'))
  const ours = tokensOf(links)
  const page = h(Html, { lang: language, dir },
    h(Head, null,
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }), h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('title', null, subject), h('style', null, DARK)),
    h(Body, { lang: language, dir, className: 'page', style: STYLES.page },
      h(Preview, { useTitleTag: false, dir: 'auto', children: shortened(preheader) }),
      h('div', { role: 'main' },
        h(Container, { style: STYLES.column },
          h(Text, { className: 'brand', style: STYLES.brand }, 'Recert'),
          h(Section, { className: 'card', style: STYLES.card },
            h(Heading, { as: 'h1', dir: 'auto', className: 'title', style: STYLES.title }, ...inline(subject, ours)),
            ...blocks.map((block) => drawn(block, ours, dir))),
          ...footer.map(({ text, url }) => h(Text, { dir: 'auto', className: 'footer', style: STYLES.footer }, ...(url === undefined ? inline(text, ours) : [link(url, text)])))))))
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`
}

function drawn(block: Block, ours: RegExp, dir: 'ltr' | 'rtl'): ReactNode {
  switch (block.kind) {
    case 'heading': return h(Heading, { as: 'h2', dir: 'auto', className: 'heading', style: STYLES.heading }, ...inline(block.text, ours))
    case 'text':
    case 'quiet': return h(Text, { dir: 'auto', className: block.kind, style: STYLES[block.kind] }, ...inline(block.text, ours))
    case 'button': return h('div', null, h(Button, { href: hrefOf(block.url), style: STYLES.button }, block.label))
    case 'rule': return h(Hr, { className: 'rule', style: STYLES.rule })
    case 'facts': return h('table', { style: STYLES.facts }, h('tbody', null, ...block.facts.map(([label, value]) => h('tr', null,
      h('th', { scope: 'row', align: dir === 'ltr' ? 'left' : 'right', className: 'label', style: STYLES.label }, label), h('td', { dir: 'auto', className: 'value', style: STYLES.value }, ...inline(value, ours))))))
  }
}

/** Links are ours and absolute; anything that is not http is shown, but leads nowhere. */
const hrefOf = (url: string): string => (/^https?:\/\//.test(url) ? url : '#')

const link = (url: string, text: string): ReactNode => h(Link, { href: hrefOf(url), className: 'link', style: STYLES.link }, text)

/** Line ends, values that run the other way, and our addresses, the longer first. An address that goes on is another one. */
function tokensOf(links: string[]): RegExp {
  const ours = links.toSorted((a, b) => b.length - a.length).map((url) => `${RegExp.escape(url)}(?![\\p{L}\\p{N}/@:?#%=&_-]|\\.[\\p{L}\\p{N}])`)
  return new RegExp(`(${['\n', ISOLATED, ...ours].join('|')})`, 'u')
}

/** A text on its lines. Everything that is not ours stays a text. */
const inline = (text: string, ours: RegExp): ReactNode[] => text.split(ours).map((part, index) => {
  if (index % 2 === 0) return part
  if (part === '\n') return h('br')
  return isIsolated(part) ? h('bdi', null, insideIsolate(part)) : link(part, part)
})

/** As much as lists of mails show; no sign is cut in two. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= PREHEADER_MOST ? line : `${line.slice(0, PREHEADER_MOST).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** The same mail as plain text: what is told, one below the other, then the footer after the sign that mail programs know. */
export const textOf = (told: string[], footer: FooterLine[]): string =>
  `${[...told, `-- \n${footer.map(({ text, url }) => (url === undefined ? text : `${text}: ${url}`)).join('\n')}`].join('\n\n')}\n`
