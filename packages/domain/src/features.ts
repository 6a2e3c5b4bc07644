/** The optional apps of Apps & Features (R2.1). */
export const FEATURES = ['certifications', 'external_training', 'notifications'] as const
export type Feature = (typeof FEATURES)[number]
