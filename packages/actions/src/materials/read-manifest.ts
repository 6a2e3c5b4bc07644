import { DomainError } from '@recert/domain/errors'
import { packagePath, type Sco, type ScormPackage, withParameters } from '@recert/domain/scorm'
import { XMLParser } from 'fast-xml-parser'

/** What the XML library makes of an element: attributes begin with @, its text is #text, children are lists. */
type Element = { [name: `@${string}`]: string | undefined } & { '#text'?: string } & { [name: string]: Element[] | string | undefined }

const SCOS_MOST = 500
const TITLE_MOST = 255

const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, parseAttributeValue: false,
  // Numeric character references are among these.
  htmlEntities: true, alwaysCreateTextNode: true, maxNestedTags: 100, isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
})

/** A refusal of a package, in words that complete "cannot be used: …". */
export const invalidPackage = (detail: string): DomainError => new DomainError('PACKAGE_INVALID', { detail })

/**
 * Reads imsmanifest.xml of SCORM 1.2 or 2004: the SCOs in the order of the default organisation. `paths`: what the package holds.
 * Throws PACKAGE_INVALID.
 */
export function readManifest(bytes: Buffer, paths: ReadonlySet<string>): ScormPackage {
  const text = decode(bytes)
  // Own entities are what bombs are made of, and no manifest needs them.
  if (/<!ENTITY/i.test(text)) throw invalidPackage('imsmanifest.xml defines entities of its own')
  const manifest = first(parse(text), 'manifest')
  if (!manifest) throw invalidPackage('imsmanifest.xml is no manifest')
  const organisations = first(manifest, 'organizations')
  const all = children(organisations, 'organization')
  const organisation = all.find((each) => each['@identifier'] === organisations?.['@default']) ?? all[0]
  const resources = resourcesOf(manifest)
  const scos = itemsOf(organisation).flatMap((item) => scoOf(item, resources, paths) ?? [])
  if (scos.length === 0) throw invalidPackage('it has no part that can be launched and reports back (no SCO)')
  if (scos.length > SCOS_MOST) throw invalidPackage(`it has more than ${SCOS_MOST} parts`)
  if (new Set(scos.map(({ id }) => id)).size < scos.length) throw invalidPackage('two of its parts have the same identifier')
  return { version: versionOf(manifest), title: titleOf(organisation), scos }
}

function parse(text: string): Element {
  try {
    return parser.parse(text, true) as Element
  } catch {
    throw invalidPackage('imsmanifest.xml is not well-formed XML')
  }
}

/** Authoring tools write UTF-8, with or without a mark, sometimes UTF-16, or what the declaration says. */
function decode(bytes: Buffer): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const declared = /^<\?xml[^>]*encoding=["']([\w.:-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1]
  try {
    return new TextDecoder(mark ?? declared ?? 'utf-8').decode(bytes).trim()
  } catch {
    throw invalidPackage(`imsmanifest.xml is written in ${declared ?? 'an encoding'} that cannot be read`)
  }
}

const children = (element: Element | undefined, name: string): Element[] => {
  const found = element?.[name]
  return Array.isArray(found) ? found.filter((each) => typeof each === 'object') : []
}
const first = (element: Element | undefined, name: string): Element | undefined => children(element, name)[0]
const textOf = (element: Element | undefined): string => (element?.['#text'] ?? '').trim()
const titleOf = (element: Element | undefined): string => textOf(first(element, 'title')).slice(0, TITLE_MOST)

function itemsOf(parent: Element | undefined): Element[] {
  return children(parent, 'item').flatMap((item) => [item, ...itemsOf(item)])
}

function versionOf(manifest: Element): ScormPackage['version'] {
  const said = textOf(first(first(manifest, 'metadata'), 'schemaversion'))
  if (/2004|CAM\s*1\.3/i.test(said)) return '2004'
  if (said === '') return Object.values(manifest).some((value) => typeof value === 'string' && /adlcp_v1p3/i.test(value)) ? '2004' : '1.2'
  return '1.2'
}

type Resource = { href: string; isSco: boolean }

function resourcesOf(manifest: Element): Map<string, Resource> {
  const list = first(manifest, 'resources')
  const base = (manifest['@base'] ?? '') + (list?.['@base'] ?? '')
  return new Map(children(list, 'resource').map((resource) => [
    resource['@identifier'] ?? '',
    { href: resource['@href'] ? base + (resource['@base'] ?? '') + resource['@href'] : '', isSco: (resource['@scormtype'] ?? resource['@scormType'])?.toLowerCase() === 'sco' },
  ]))
}

function scoOf(item: Element, resources: Map<string, Resource>, paths: ReadonlySet<string>): Sco | null {
  const resource = resources.get(item['@identifierref'] ?? '')
  if (!resource?.isSco || resource.href === '') return null
  return {
    id: item['@identifier'] ?? '', title: titleOf(item), href: withParameters(hrefWithin(resource.href, paths), item['@parameters'] ?? ''),
    masteryScore: masteryOf(item), launchData: textOf(first(item, 'datafromlms') ?? first(item, 'dataFromLMS')),
  }
}

/** An href as an address inside the package, its path encoded once. */
function hrefWithin(href: string, paths: ReadonlySet<string>): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')) throw invalidPackage(`it launches an address outside the package (“${href.slice(0, 100)}”)`)
  const found = [path, decoded(path)].map((each) => packagePath(each.replaceAll('\\', '/'))).find((each) => 'path' in each && paths.has(each.path))
  if (!found || !('path' in found)) throw invalidPackage(`imsmanifest.xml launches “${path.slice(0, 100)}”, which is not in the package`)
  return found.path.split('/').map(encodeURIComponent).join('/') + rest
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** 1.2: masteryscore, 0–100. 2004: the least measure of the primary objective, −1 to 1, where it decides. */
function masteryOf(item: Element): number | null {
  const score = textOf(first(item, 'masteryscore'))
  if (score !== '') return within(Number(score))
  const objective = first(first(first(item, 'sequencing'), 'objectives'), 'primaryObjective')
  const measure = textOf(first(objective, 'minNormalizedMeasure'))
  return objective?.['@satisfiedByMeasure'] === 'true' ? within(Number(measure || 1) * 100) : null
}

const within = (score: number): number | null => (Number.isFinite(score) && score >= 0 && score <= 100 ? score : null)
