import type { Wording } from './write-mail.ts'

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Makes any text inert in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)

/** Links are ours and absolute; anything that is not http is shown, but leads nowhere. */
const hrefOf = (url: string): string => escapeHtml(/^https?:\/\//.test(url) ? url : '#')

/** Inline styles and no pictures: what every mail program shows. */
export function htmlOf({ subject, greeting, paragraphs, facts, link, footer }: Wording, language: string): string {
  const rows = facts.map(([label, value]) => `<tr><td style="padding:2px 16px 2px 0;color:#495057">${escapeHtml(label)}</td><td style="padding:2px 0">${escapeHtml(value)}</td></tr>`)
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f8f9fa;color:#212529;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dee2e6;border-radius:8px">
<p>${escapeHtml(greeting)}</p>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
<table style="border-collapse:collapse;margin:16px 0">${rows.join('')}</table>
<p><a href="${hrefOf(link.url)}" style="display:inline-block;padding:10px 18px;background:#1864ab;color:#ffffff;border-radius:6px;text-decoration:none">${escapeHtml(link.label)}</a></p>
</div>
<p style="max-width:560px;margin:16px auto 0;color:#495057;font-size:13px">${escapeHtml(footer)}</p>
</body></html>
`
}

export function textOf({ greeting, paragraphs, facts, link, footer }: Wording): string {
  const table = facts.map(([label, value]) => `${label}: ${value}`).join('\n')
  return `${[greeting, ...paragraphs, table, `${link.label}: ${link.url}`, `-- \n${footer}`].join('\n\n')}\n`
}
