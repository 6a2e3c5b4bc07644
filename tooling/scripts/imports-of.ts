/** One import of a file: what it names, whether only types come in, and where it stands (1-based line). */
export type Import = { from: string; typeOnly: boolean; line: number }

/**
 * Every static import, re-export and `import('…')` of a TypeScript source. Comments and texts that merely speak of imports
 * do not count; an import whose name is computed is not seen.
 */
export function importsOf(source: string): Import[] {
  const code = blankComments(source)
  const found: Import[] = []
  const add = (pattern: RegExp, typeOnly: (match: RegExpMatchArray) => boolean): void => {
    for (const match of code.matchAll(pattern)) {
      // A statement begins its line (or follows a semicolon); inside a template or a text it would not have its closing quote where it should.
      found.push({ from: match.groups?.from ?? '', typeOnly: typeOnly(match), line: code.slice(0, match.index).split('\n').length })
    }
  }
  add(/^[ \t]*(?:import|export)(?<type>\s+type\b(?!\s*(?:,|from\b)))?[\s{*][^'"`;]*?\bfrom\s*(?<quote>['"])(?<from>[^'"\n]+)\k<quote>/gm, ({ groups }) => groups?.type !== undefined)
  add(/^[ \t]*import\s*(?<quote>['"])(?<from>[^'"\n]+)\k<quote>/gm, () => false)
  // `import('…').Name` in a type leaves nothing behind at run time, but needs the type checker to tell it from a value: taken as a value.
  add(/\bimport\(\s*(?<quote>['"])(?<from>[^'"\n]+)\k<quote>/g, () => false)
  return found.sort((a, b) => a.line - b.line)
}

/** Comments become spaces; texts stay, so that `//` in an address is not taken for one. */
function blankComments(source: string): string {
  return source.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (text) =>
    text.startsWith('//') || text.startsWith('/*') || (text.startsWith('`') && text.includes('\n')) ? text.replace(/[^\n]/g, ' ') : text)
}
