import { REPORT_STANDINGS, type ReportDefinition, type ReportGroup, type ReportStanding } from '@recert/domain/reports'
import { ASSOCIATIONS } from '@recert/domain/awards'

/**
 * The report whose rows are those that a number counts: of the group `id`, and of one standing if one is given.
 * Null where no definition says just that: branches, groups and people are added to each other, so that a part of what they have in common cannot be asked for.
 */
export function rowsBehind(definition: ReportDefinition, by: ReportGroup, id: string | null, standing: ReportStanding | null): ReportDefinition | null {
  const narrowed = narrow(definition, by, id)
  return narrowed && standing ? { ...narrowed, standings: [standing] } : narrowed
}

function narrow(definition: ReportDefinition, by: ReportGroup, id: string | null): ReportDefinition | null {
  const { personIds, branchIds, groupIds } = definition
  switch (by) {
    case 'certification': return id === null ? null : { ...definition, certificationIds: [id] }
    case 'standing': { const standings = REPORT_STANDINGS.filter((each) => each === id); return standings.length > 0 ? { ...definition, standings } : null }
    // What came about by nothing was never awarded.
    case 'association': return id === null ? { ...definition, standings: ['never'] } : { ...definition, associations: ASSOCIATIONS.filter((each) => each === id) }
    case 'branch': return id === null || personIds.length + groupIds.length > 0 ? null : { ...definition, branchIds: [id], withDescendants: false }
    case 'group': return id === null || personIds.length + branchIds.length > 0 || (groupIds.length > 0 && !groupIds.includes(id)) ? null : { ...definition, groupIds: [id] }
  }
}
