import { expect, test } from 'vitest'
import { readManifest } from './read-manifest.ts'
import { MANIFEST_12 } from './testing.ts'

const read = (text: string | Buffer, paths = ['index.html']) => readManifest(Buffer.from(text), new Set(paths))

function fault(text: string | Buffer, paths?: string[]): string {
  try {
    read(text, paths)
    return 'none'
  } catch (error) {
    return (error as { values: { detail: string } }).values.detail
  }
}

const MANIFEST_2004 = `<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xml:base="content/">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="B">
    <organization identifier="A"><title>Not this one</title><item identifier="X" identifierref="R1"/></organization>
    <organization identifier="B"><title>Fire</title>
      <item identifier="FOLDER"><title>Chapter</title>
        <item identifier="ONE" identifierref="R1" parameters="page=1"><title>One</title><adlcp:dataFromLMS>given</adlcp:dataFromLMS>
          <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="P" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing>
        </item>
        <item identifier="ASSET" identifierref="R3"><title>A picture</title></item>
      </item>
      <item identifier="TWO" identifierref="R2"><title>Two</title></item>
    </organization>
  </organizations>
  <resources xml:base="pages/">
    <resource identifier="R1" adlcp:scormType="sco" href="one%20page.html?a=1#top"/><resource identifier="R2" adlcp:scormType="sco" xml:base="deep/" href="two.html"/>
    <resource identifier="R3" adlcp:scormType="asset" href="picture.png"/>
  </resources>
</manifest>`

test('R12.1 the manifest of SCORM 1.2 tells title, part, address, mastery score and launch data', () => {
  expect(read(MANIFEST_12)).toEqual({
    version: '1.2', title: 'Ladders & scaffolds', scos: [{ id: 'I1', title: 'The part', href: 'index.html?lang=en', masteryScore: 80, launchData: 'abc' }],
  })
})

test('R12.1 the manifest of SCORM 2004 tells the parts of the default organisation in their order', () => {
  expect(read(MANIFEST_2004, ['content/pages/one page.html', 'content/pages/deep/two.html'])).toEqual({
    version: '2004', title: 'Fire',
    scos: [
      { id: 'ONE', title: 'One', href: 'content/pages/one%20page.html?a=1&page=1#top', masteryScore: 75, launchData: 'given' },
      { id: 'TWO', title: 'Two', href: 'content/pages/deep/two.html', masteryScore: null, launchData: '' },
    ],
  })
})

test('R12.1 a manifest in UTF-16 or with a mark is read as well', () => {
  expect(read(Buffer.from(`\ufeff${MANIFEST_12}`, 'utf16le')).title).toBe('Ladders & scaffolds')
  expect(read(`\ufeff${MANIFEST_12}`).title).toBe('Ladders & scaffolds')
  expect(read(Buffer.from(MANIFEST_12.replace('UTF-8', 'ISO-8859-1').replace('Ladders', 'L\u00e4dders'), 'latin1')).title).toBe('L\u00e4dders & scaffolds')
})

test('R12.1 an XML bomb is refused, and costs nothing', () => {
  const bomb = `<!DOCTYPE manifest [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "${'&a;'.repeat(10)}">`).join('')}]>${MANIFEST_12.replace(/<\?xml.*\?>/, '').replace('The part', '&a19;')}`
  const started = performance.now()
  expect(fault(bomb)).toMatch(/entities of its own/)
  expect(fault('<a>'.repeat(100_000))).toMatch(/not well-formed/)
  expect(performance.now() - started).toBeLessThan(5000)
})

test('R12.1 a manifest that launches nothing, or something outside, is refused', () => {
  expect(fault('this is no XML')).toMatch(/not well-formed/)
  expect(fault('<manifest><organizations></manifest>')).toMatch(/not well-formed/)
  expect(fault('<html/>')).toMatch(/no manifest/)
  expect(fault('<manifest/>')).toMatch(/no SCO/)
  expect(fault(MANIFEST_12.replace('scormtype="sco"', 'scormtype="asset"'))).toMatch(/no SCO/)
  expect(fault(MANIFEST_12, ['other.html'])).toMatch(/“index.html”, which is not in the package/)
  expect(fault(MANIFEST_12.replace('href="index.html">', 'href="../index.html">'))).toMatch(/not in the package/)
  expect(fault(MANIFEST_12.replace('href="index.html">', 'href="https://evil.example/x">'))).toMatch(/an address outside/)
  expect(fault(MANIFEST_12.replace('href="index.html">', 'href="javascript:alert(1)">'))).toMatch(/an address outside/)
  expect(fault('<manifest><__proto__ a="1"/></manifest>')).toMatch(/not well-formed/)
})
