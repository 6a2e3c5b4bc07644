import { insertCertification } from '@recert/db/queries/certifications'
import { type CertificationInput, checkCertification } from '@recert/domain/certifications'
import { textKey } from '@recert/domain/keys'
import type { Ctx } from '../context.ts'

/** R3.2: a new certification. Throws CODE_TAKEN by its constraint. Returns the id. */
export async function createCertification({ tx, now }: Ctx, input: CertificationInput): Promise<string> {
  const row = await insertCertification(tx, { ...columnsOf(input), createdAt: now, updatedAt: now })
  return row.id
}

/** The checked input as the table has it. */
export function columnsOf(input: CertificationInput) {
  const { name, code, description, validity, allowRetake } = checkCertification(input)
  return {
    name, nameKey: textKey(name), code, codeKey: code === null ? null : textKey(code), description,
    validityAmount: validity.amount, validityUnit: validity.unit, allowRetake,
  }
}
