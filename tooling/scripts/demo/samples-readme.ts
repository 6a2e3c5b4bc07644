import type { ImportCounts, RejectionCode } from '@recert/domain/imports'

/** A row that is rejected where *Duplicate Certifications* is off. */
export type BadRow = { line: number; code: RejectionCode; what: string }

export type SampleCounts = Record<'clean' | 'mistakesOff' | 'mistakesOn' | 'excel' | 'peopleOff' | 'peopleOn', ImportCounts>

/** The samples' README, with the counts that the files really give. */
export function readme(counts: SampleCounts, bad: readonly BadRow[], badPeople: readonly BadRow[]): string {
  const row = (file: string, how: string, { total, new: fresh, replaced, unchanged, rejected, skipped }: ImportCounts): string =>
    `| ${[file, how, total, fresh, replaced, unchanged, rejected, skipped].join(' | ')} |`
  return `# Files to try the import with

They name people and certifications of the demo organisation. Sign in as \`admin\` and choose *Certifications & Retraining → Manage → Import Certification Records via CSV*; for \`people.csv\`, *Import people via CSV* on the page of people.
The counts are those of a fresh demo; among the files of awards it does not matter which comes first, and people come after them. Leave separator and charset on *auto*.

| file | duplicates | rows | new | replaced | unchanged | rejected | skipped |
|---|---|---|---|---|---|---|---|
${row('`awards-clean.csv`', 'off or on', counts.clean)}
${row('the same again', 'off or on', { ...counts.clean, new: 0, replaced: 0, unchanged: counts.clean.total })}
${row('`awards-with-mistakes.csv`', 'off', counts.mistakesOff)}
${row('or instead', 'on', counts.mistakesOn)}
${row('`awards-semicolon-windows-1252.csv`', 'off or on', counts.excel)}
${row('`people.csv`', 'off', counts.peopleOff)}
${row('or instead', 'on', counts.peopleOn)}

- **awards-clean.csv**: UTF-8, commas. Usernames with commas, quotes, an apostrophe, \`=\`, \`@\` and Japanese characters; dates with and without a time; always valid in several spellings; awards by hand, by course and by learning plan.
- **awards-with-mistakes.csv**: UTF-8 with a byte order mark, as Excel writes it. Good rows between bad ones of every kind (below), two lines without values, which are passed over, and a row whose optional values are missing at its end, which is good.
- **awards-semicolon-windows-1252.csv**: as a European Excel saves it: semicolons, Windows-1252, columns with other names (the mapping page knows them) in another order, and two columns that belong to no field.
- **people.csv**: new people, with a branch and a group that are made along with them; people of the demo, of whom two change and one stays as she is; between them bad rows of every kind (below).

\`npm run make-csv -- --rows 10000 --mistakes 0.01 --out awards.csv\` writes a file of any size. These files are written by \`node tooling/scripts/demo/samples.ts\`; a test compares them.

## What is wrong in awards-with-mistakes.csv

With *Duplicate Certifications* on, the last row of each duplicate counts: \`björn.müller\` is awarded by line ${lastOf(bad, 1)}, and line ${lastOf(bad, 0)} stays rejected for its date.

| line | code | what is wrong |
|---|---|---|
${table(bad)}

## What is wrong in people.csv

| line | code | what is wrong |
|---|---|---|
${table(badPeople)}
`
}

const table = (bad: readonly BadRow[]): string => bad.map(({ line, code, what }) => `| ${line} | ${code} | ${what} |`).join('\n')

/** The line of a duplicate, counted from the last one. */
const lastOf = (bad: readonly BadRow[], back: number): number => bad.filter(({ code }) => code === 'DUPLICATE_ROWS').at(-1 - back)?.line ?? 0
