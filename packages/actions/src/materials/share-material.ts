import { lockMaterial, updateMaterial } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { nameColumns } from './add-material.ts'

/** Moves a material of a course into the central repository, with everything that people did in it. Throws MATERIAL_NOT_FOUND, CODE_TAKEN. Returns the id. */
export async function shareMaterial({ tx }: Ctx, which: string, code: string | undefined): Promise<string> {
  const stored = await lockMaterial(tx, which)
  if (!stored) throw new DomainError('MATERIAL_NOT_FOUND', { material: which })
  if (!stored.shared) await updateMaterial(tx, stored.id, { ...nameColumns({ code: code ?? stored.code, title: stored.title }), shared: true })
  return stored.id
}
