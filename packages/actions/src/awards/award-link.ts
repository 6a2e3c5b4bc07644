/** Where an award is looked at by those who may: its page in the administration. */
export const awardLink = (publicUrl: string, awardId: string): string => `${publicUrl}/admin/awarded-users/${awardId}`
