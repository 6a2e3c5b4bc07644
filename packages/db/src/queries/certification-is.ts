import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Queryable } from '../client.ts'

/** The condition that `c` is the certification of this id or code. */
export const certificationIs = ({ sql }: Queryable, ref: string) => (looksLikeUuid(ref) ? sql`c.id = ${ref}` : sql`c.code_key = ${textKey(ref)}`)
