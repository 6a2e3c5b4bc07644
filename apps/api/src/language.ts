import { LANGUAGES, type Language } from '@recert/domain/people'

const DEFAULT: Language = 'en'

/** The first language of an Accept-Language header that Recert speaks. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    return { tag: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality.trim().slice(2)) : 1 }
  })
  const spoken = wanted.filter(({ tag }) => (LANGUAGES as readonly string[]).includes(tag)).sort((a, b) => b.quality - a.quality)
  return (spoken[0]?.tag as Language | undefined) ?? DEFAULT
}
